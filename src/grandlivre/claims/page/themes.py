"""What the sentences around a quantity tell of who pays: their theme, and the backers of a round.

"Norvane y logera un pôle d'IA. Coût : 100 M€": the second sentence speaks of the subject of the
first. "X has raised $105m. The round was led by Y and Z": the second names those who paid. "Its
first phase would cost €2bn": whose campus it is was told where it was first named. What is built,
and where, is carried in the same way (`grandlivre.claims.page.scenery`).
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence
from grandlivre.claims.page.owners import allows
from grandlivre.claims.page.scenery import Scenery, titles
from grandlivre.claims.page.spokesmen import houses
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.documents.model import PassageKind

_PAYERS = frozenset(("party", "state"))
_THEME_REACH, _FAR_REACH, _BACKER_REACH, _RAISER_REACH = 2, 5, 3, 3
_NEAR_VERB = 5
_POSSESSIVES = frozenset("its their his her son sa ses leur leurs".split())
_COMPARED = frozenset("celui celle ceux celles".split())
_RECIPIENTS = frozenset(
    "bénéficiaire bénéficiaires lauréat lauréate lauréats gagnant gagnante attributaire"
    " attributaires récipiendaire récipiendaires beneficiary beneficiaries recipient recipients"
    " grantee grantees winner winners".split()
)
_RECEIVING = frozenset(
    "bénéficie bénéficient bénéficiera bénéficieront reçoit recevra receives perçoit".split()
)
_LINKS = frozenset(", : – - est sont sera seront is are was were will be the le la l'".split())
"""What stands between them and the name: "Main recipient: Norvane", "The winners are"."""
_PRONOUNS = frozenset("il elle it".split())
_DEFINITE = frozenset("le la l' the this ce cette".split())
_HEADS = frozenset((PassageKind.TITLE, PassageKind.HEADING))
_OPENING, _RECIPIENT_REACH = 4, 3


def themes_of(page: Page) -> None:
    """Give each quantity of a page the mentions of other sentences that it hangs by, in place."""
    themes = _Themes(page)
    scenery = Scenery(page, themes.subjects, themes.titles)
    for placed in page.quantities:
        placed.themes = [*themes.of(placed), *scenery.of(placed)]


class _Themes:
    """The subjects of the sentences of one page, each found when first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.tokens.words
        self._subjects: dict[int, list[Mention]] = {}
        self._backers: dict[int, list[Mention]] = {}
        self.titles = titles(page.sentences)
        """Of each sentence the numbers of those that head it."""
        self._opens, self._item, self._lead_of = _standing(page.sentences)
        self._firsts: dict[int, int] = {}

    def of(self, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
        """All that tells, from outside its sentence, who pays or receives a quantity."""
        yield from self._before(placed)
        yield from self._lead(placed)
        yield from self._first(placed)
        yield from self._round(placed)
        yield from self._recipients(placed)
        yield from houses(self.page, placed, self.subjects)

    def subjects(self, number: int) -> list[Mention]:
        """The subject of a sentence, with its fellows."""
        found = self._subjects.get(number)
        if found is None:
            found = _subjects(self.words, self.page.sentences[number])
            self._subjects[number] = found
        return found

    def _before(self, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
        """The subject of the sentence before, or of the last one that has one."""
        sentence, sentences = placed.sentence, self.page.sentences
        for step in range(1, _FAR_REACH + 1):
            number = sentence.number - step
            if number < 0 or sentences[number].passage.section != sentence.passage.section:
                return
            found = self.subjects(number)
            if not found:
                continue
            name = f"theme{step}" if step <= _THEME_REACH else "~theme-far"
            owned = self._is_owned(placed)
            for mention in found:
                yield mention, name
                if owned:
                    yield mention, "~its"
            return

    def _lead(self, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
        """The subject of the sentence that opens the list: "The State has set aside $2bn: …"."""
        sentences, number = self.page.sentences, self._lead_of[placed.sentence.number]
        lead = sentences[number]
        if lead is placed.sentence or self.words[lead.last - 1] != ":":
            return
        kinds = {cue.kind for cue in lead.cues}
        for mention in self.subjects(number):
            gets = "get" in kinds or not _RECEIVING.isdisjoint(self.words[lead.first : lead.last])
            yield mention, "lead" if gets or "pay" not in kinds else "lead:pay"

    def _is_owned(self, placed: PlacedQuantity) -> bool:
        """True for "its data centre would cost €2bn": the owner was named before."""
        sentence = placed.sentence
        first = next(
            (m.first for m in sentence.mentions if m.kind in _PAYERS), placed.first
        )  # fmt: skip
        stop = min(first, placed.first)
        return not _POSSESSIVES.isdisjoint(self.words[sentence.first : stop])

    def _first(self, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
        """The subject of the title, and the first one of the section."""
        number = placed.sentence.number
        for title in self.titles[number]:
            found = self.subjects(title)
            if found:
                for mention in found:
                    yield mention, "~of-title"
                break
        item = self._item[number]
        if item >= 0:
            for mention in self.subjects(item):
                yield mention, "~of-item"
            return
        opening = self._first_told(self._opens[number], number)
        if opening < number:
            for mention in self.subjects(opening):
                yield mention, "~of-section"

    def _first_told(self, first: int, number: int) -> int:
        """The first sentence of a section that has a subject, looked for up to a sentence."""
        known = self._firsts.get(first, first)
        while known < number and not self.subjects(known):
            known += 1
        self._firsts[first] = known
        return known

    def _recipients(self, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
        """Who is called the receiver of the sum before: "Premier bénéficiaire, Norvane"."""
        sentences, number = self.page.sentences, placed.sentence.number
        for after in sentences[number + 1 : number + 1 + _RECIPIENT_REACH]:
            found = _received(self.words, after)
            for mention in found:
                yield mention, "~recipient"
            if found or after.quantities:
                return  # another sum is what the next one receives

    def _round(self, placed: PlacedQuantity) -> Iterator[tuple[Mention, str]]:
        """Who is said to have led or joined a round, and whose round it is."""
        sentence, sentences = placed.sentence, self.page.sentences
        section, number = sentence.passage.section, sentence.number
        for before in range(number - 1, max(number - 1 - _RAISER_REACH, -1), -1):
            earlier = sentences[before]
            if earlier.passage.section != section:
                break
            if any(cue.kind == "get" for cue in earlier.cues):
                for mention in self.subjects(before):
                    yield mention, "~raiser"
                break
        kinds = {cue.kind for cue in sentence.cues}
        if not kinds & {"round", "get"}:
            return
        for after in range(number + 1, min(number + 1 + _BACKER_REACH, len(sentences))):
            if sentences[after].passage.kind in _HEADS:
                return
            if sentences[after].passage.section != section and not self._tells_round(after):
                continue  # a new paragraph may go on with the round, but must say so
            found = self._backers.get(after)
            if found is None:
                found = self._backers[after] = _paying(self.words, sentences[after])
            for mention in found:
                yield mention, "backer"
            if found:
                return

    def _tells_round(self, number: int) -> bool:
        """True for "Le tour de table a été mené par", "It was led by": a round told before."""
        sentence = self.page.sentences[number]
        opening = self.words[sentence.first : sentence.first + _OPENING]
        return not _PRONOUNS.isdisjoint(opening[:1]) or (
            not _DEFINITE.isdisjoint(opening) and any(c.kind == "round" for c in sentence.cues)
        )


def _standing(sentences: Sequence[Sentence]) -> tuple[list[int], list[int], list[int]]:
    """Of each sentence the first of its section, the item before it (-1: none), its list's lead.

    In one pass: a section may have thousands of sentences.
    """
    opens: list[int] = []
    items: list[int] = []
    leads: list[int] = []
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else None
        same = before is not None and before.passage.section == sentence.passage.section
        is_item_before = before is not None and before.passage.kind is PassageKind.BULLET
        opens.append(opens[-1] if same else number)
        items.append((number - 1 if is_item_before else items[-1]) if same else -1)
        is_item = sentence.passage.kind is PassageKind.BULLET
        leads.append(
            (leads[-1] if is_item_before else number - 1) if is_item and number else number
        )
    return opens, items, leads


def _subjects(words: list[str], sentence: Sentence) -> list[Mention]:
    """The first party that no preposition governs, with its fellows.

    Who only says what others do ("…, indique Norvane") is no subject of the story.
    """
    spoken = {cue.last for cue in sentence.cues if cue.kind == "speech"}
    parties = [m for m in sentence.mentions if m.entity is not None and m.entity.kind in _PAYERS]
    for mention in parties:
        governed = preposition(words, mention.span[0], sentence.first)
        if governed in OBLIQUE or governed == "(":
            continue
        if mention.last < len(words) and words[mention.last] == "'s":
            continue
        if mention.span[0] in spoken or mention.first in spoken or allows(words, mention):
            continue
        if _COMPARED.intersection(words[max(sentence.first, mention.span[0] - 3) : mention.first]):
            continue  # "un projet qui rivalise avec celui que les Émirats développent"
        return [m for m in parties if m is mention or m.span == mention.span]
    return []


def _received(words: Sequence[str], sentence: Sentence) -> list[Mention]:
    """Parties that a sentence opens by calling the receivers of what was told before."""
    opening = range(sentence.first, min(sentence.first + _OPENING, sentence.last))
    at = next((i for i in opening if words[i] in _RECIPIENTS), None)
    if at is None:
        return []
    for mention in sentence.mentions:
        if mention.kind != "party" or mention.entity is None or mention.first <= at:
            continue
        if not _LINKS.issuperset(words[at + 1 : mention.span[0]]):
            return []
        return [m for m in sentence.mentions if m.span == mention.span and m.entity is not None]
    return []


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
        else:
            # "Le tour a été mené par Norvane, avec Telis et Orlac"
            with_them = preposition(words, first, sentence.first) == "with"
            if found and with_them and first > verbs[0].first:
                found.append(mention)
    return found
