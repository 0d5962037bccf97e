"""Who has the floor: the speakers of a transcript, and the one whom an interview questions.

"Mme Jeanne Valmont, EDF. – Nous suivons vingt projets." gives its speaker all of its paragraph, and
"Questions à Jeanne Valmont" all the answers that follow.
"""

from collections.abc import Sequence

from grandlivre.claims.mentions.model import NAME, Mention
from grandlivre.claims.page.model import Page, Sentence
from grandlivre.documents.model import PassageKind

_DASHES = frozenset("– — -".split())
_LONGEST_LABEL, _HEAD, _REACH = 12, 6, 6
_INTERVIEWS = tuple(
    tuple(phrase.split())
    for phrase in (
        "questions à",
        "trois questions à",
        "entretien avec",
        "interview de",
        "interview d'",
        "interview with",
        "an interview with",
        "in conversation with",
        "questions for",
        "questions to",
        "réponses de",
        "le grand entretien de",
    )
)
_TITLES = frozenset("m. mme mr mrs ms monsieur madame le la l' the".split())


def floors(page: Page) -> dict[int, Mention]:
    """By number of a sentence, the mention of the one who speaks it."""
    found = _interview(page)
    found.update(_transcript(page))
    return found


def _interview(page: Page) -> dict[int, Mention]:
    """The answers of an interview that the head of the page tells of."""
    words = page.tokens.words
    for sentence in page.sentences[:_HEAD]:
        guest = _guest(words, sentence)
        if guest is not None:
            return {
                later.number: guest
                for later in page.sentences[sentence.number + 1 :]
                if later.passage.kind is PassageKind.SENTENCE and words[later.last - 1] != "?"
            }
    return {}


def _guest(words: Sequence[str], sentence: Sentence) -> Mention | None:
    for mention in sentence.mentions:
        if mention.kind != "person" or mention.form != NAME or mention.entity is None:
            continue
        before = words[max(sentence.first, mention.first - _REACH) : mention.first]
        for phrase in _INTERVIEWS:
            size = len(phrase)
            if any(tuple(before[i : i + size]) == phrase for i in range(len(before))):
                return mention
    return None


def _transcript(page: Page) -> dict[int, Mention]:
    """Paragraphs that open with who speaks: "M. Valmont. – …", "Mme la rapporteure. – …"."""
    words = page.tokens.words
    found: dict[int, Mention] = {}
    labels: list[tuple[frozenset[str], Mention]] = []
    """The words of each label so far, with whom it names."""
    speaker: Mention | None = None
    section = -1
    for sentence, after in zip(page.sentences, page.sentences[1:], strict=False):
        if sentence.passage.section == section:
            if speaker is not None:
                found[after.number] = speaker
                if after.passage.section != section:
                    del found[after.number]
            continue
        section, speaker = sentence.passage.section, None
        led = after.passage.section == section and words[after.first] in _DASHES
        if not led or sentence.last - sentence.first > _LONGEST_LABEL:
            continue
        told = frozenset(words[sentence.first : sentence.last]) - _TITLES
        speaker = _labelled(sentence, told, labels)
        if speaker is not None:
            labels.append((told, speaker))
            found[after.number] = speaker
    return found


def _labelled(
    sentence: Sentence, told: frozenset[str], labels: Sequence[tuple[frozenset[str], Mention]]
) -> Mention | None:
    """Whom a label names, or an earlier one that bears the same office."""
    for mention in sentence.mentions:
        if mention.kind == "person" and mention.form == NAME and mention.entity is not None:
            return mention
    office = {word for word in told if word.isalpha()}
    return next((who for words, who in reversed(labels) if office and office <= words), None)
