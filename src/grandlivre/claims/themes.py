"""What the sentences around a quantity tell of who pays: their theme, and the backers of a round.

"Norvane y logera un pôle de calcul. Coût : 100 M€": the second sentence speaks of the subject of
the first. "X has raised $105m. The round was led by Y and Z": the second names those who paid.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.mentions import Mention
from grandlivre.claims.page import Page, PlacedQuantity, Sentence
from grandlivre.claims.syntax import OBLIQUE, preposition

_PAYERS = frozenset(("party", "state"))
_THEME_REACH, _BACKER_REACH = 2, 3
_NEAR_VERB = 5


def themes_of(page: Page) -> None:
    """Give each quantity of a page the mentions of other sentences that it hangs by, in place."""
    subjects: dict[int, list[Mention]] = {}
    backers: dict[int, list[Mention]] = {}
    for placed in page.quantities:
        placed.themes = [
            *_themes(page, placed, subjects),
            *_backers(page, placed, backers),
        ]


def _themes(
    page: Page, placed: PlacedQuantity, known: dict[int, list[Mention]]
) -> Iterator[tuple[Mention, str]]:
    """The subject of the sentence before, or of the one before that where it has none."""
    sentence = placed.sentence
    for step in range(1, _THEME_REACH + 1):
        number = sentence.number - step
        if number < 0 or page.sentences[number].passage.section != sentence.passage.section:
            return
        found = known.get(number)
        if found is None:
            found = known[number] = _subjects(page.tokens.words, page.sentences[number])
        if found:
            for mention in found:
                yield mention, f"theme{step}"
            return


def _subjects(words: Sequence[str], sentence: Sentence) -> list[Mention]:
    """The first party that no preposition governs, with its fellows."""
    parties = [m for m in sentence.mentions if m.kind in _PAYERS and m.entity is not None]
    for mention in parties:
        governed = preposition(words, mention.span[0], sentence.first)
        if governed in OBLIQUE or governed == "(":
            continue
        if mention.last < len(words) and words[mention.last] == "'s":
            continue
        return [m for m in parties if m is mention or m.span == mention.span]
    return []


def _backers(
    page: Page, placed: PlacedQuantity, known: dict[int, list[Mention]]
) -> Iterator[tuple[Mention, str]]:
    """Those who are said to have led or joined a round, in the sentences that follow."""
    kinds = {cue.kind for cue in placed.sentence.cues}
    if not kinds & {"round", "get"}:
        return
    section = placed.sentence.passage.section
    number = placed.sentence.number + 1
    for later in page.sentences[number : number + _BACKER_REACH]:
        if later.passage.section != section:
            return
        found = known.get(later.number)
        if found is None:
            found = known[later.number] = _paying(page.tokens.words, later)
        for mention in found:
            yield mention, "backer"
        if found:
            return


def _paying(words: Sequence[str], sentence: Sentence) -> list[Mention]:
    """Parties next to a verb of leading or joining a round."""
    verbs = [cue for cue in sentence.cues if cue.kind == "backing"]
    if not verbs:
        return []
    found = []
    for mention in sentence.mentions:
        if mention.kind not in _PAYERS or mention.entity is None:
            continue
        first, last = mention.span
        for verb in verbs:
            agent = 0 <= first - verb.last <= _NEAR_VERB
            if agent or 0 <= verb.first - last <= 2:
                found.append(mention)
                break
    return found
