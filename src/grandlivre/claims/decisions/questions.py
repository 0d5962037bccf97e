"""The questions put to each quantity about who, what and where, with their candidates.

The reader answers them with fitted weights; the fitting script puts the same questions to annotated
texts. That both use this module is what keeps them the same questions.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from grandlivre.base.lazy import lazy
from grandlivre.claims.decisions.bearings import (
    asks_more,
    is_hinted,
    particular,
    role_group,
    tied,
    unrelated,
    what_names,
)
from grandlivre.claims.decisions.earlier import (
    LONG_AGO,
    NOBODY,
    Continuity,
    Earlier,
    Interruption,
    Since,
    continuity_names,
    interruption_names,
)
from grandlivre.claims.decisions.nothing import (
    dealing,
    none_beside,
    none_paid,
    none_there,
    none_to_it,
)
from grandlivre.claims.decisions.threads import Bound
from grandlivre.claims.figures.around import Features, Scene, Surroundings
from grandlivre.claims.figures.nearby import mention_parts
from grandlivre.claims.figures.occasions import at_occasion, occasion
from grandlivre.claims.figures.standing import FURTHEST, Standing, near, standings
from grandlivre.claims.model import Measure, Role
from grandlivre.claims.page.venues import find_origins

_KINDS = {
    "investor": frozenset(("party", "state", "place", "media")),
    "beneficiary": frozenset(("party", "state", "place")),
    "project": frozenset(("project", "asset", "party")),
    "place": frozenset(("place",)),
}
_REACH = {"investor": 3, "beneficiary": 2, "project": 4, "place": 3}
"""Sentences back beyond which an entity is no candidate, unless it is a chief one of the page."""
_CUES_OF_NONE = (
    "pay",
    "programme",
    "say",
    "say_prep",
    "round",
    "get",
    "commit_noun",
    "part",
    "service",
    "works",
)
_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
_NEVER = {
    Role.VALUATION: frozenset(("investor", "project", "place", "part_of")),
    Role.ASSETS: frozenset(("investor", "project", "place", "part_of")),
    Role.TURNOVER: frozenset(("investor", "place")),
    Role.MARKET: frozenset(("beneficiary", "project")),
}
"""Questions that a role has no answer to, by what claims are: nobody invests a turnover, nobody
receives a market."""


class Asked:
    """One quantity of known role, ready for the questions."""

    def __init__(self, around: Surroundings, role: Role, nearby: "Nearby") -> None:
        self.around = around
        self.nearby = nearby
        self.role = role
        self.group = role_group(role, around.placed.quantity.measure)
        self.unrelated = unrelated(around.related)
        """Features of entities in no relation to the quantity, where others are."""

        self.named = around.scene.entities
        """Numbers of the entities that the quantity's sentence names."""
        self.tied = self.named.union(around.relations)
        """The same with those of other sentences that stand in a relation to the quantity."""
        self._bearings: dict[int, tuple[Features, ...]] = {}

    def bearing(self, number: int) -> tuple[Features, ...]:
        """Features of how an entity is tied to the quantity, and where it stands to it."""
        if number not in self.tied:
            return (self.unrelated,)
        found = self._bearings.get(number)
        if found is None:
            names = self.around.relations.get(number, ())
            # What is merely hinted at leaves an entity out of the relations that others have.
            bound = (tied(self.group, names),) if names else ()
            left_out = (self.unrelated,) if is_hinted(names) else ()
            where = mention_parts(self.around, number) if number in self.named else ()
            found = self._bearings[number] = *bound, *left_out, *where
        return found

    @lazy
    def occasion(self) -> str:
        """What a sum is for: a loan, a stake, an order, a grant; empty for all else."""
        around = self.around
        if around.placed.quantity.measure is not Measure.MONEY:
            return ""
        first, last = around.placed.first, around.placed.last
        return occasion(around.words, first, last, around.left_clause, around.right_clause)

    @lazy
    def nothing(self) -> tuple[Features, ...]:
        """Features of the answer "nobody" or "nothing" that are the same for every question."""
        around, sentence = self.around, self.around.sentence
        kinds, cues = around.scene.kinds, around.clause_cues
        return (
            none_there(sentence.passage.kind, around.page.topics, kinds),
            none_to_it(self.group, around.size, "party" in kinds or "state" in kinds),
            none_beside(around.related or ("unrelated",)),
            none_beside(tuple([kind for kind in _CUES_OF_NONE if kind in cues])),
        )


class Nearby:
    """The entities that may answer a question at one sentence, whatever the quantity.

    Speakers are not among them: who says a figure is told by words, not by standing near.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._open: dict[str, list[int]] = {question: [] for question in _KINDS}
        gaps, chiefs, entities = near(scene), scene.scenes.chiefs, scene.page.entities
        # Where people only met nothing is built.
        away = scene.page.venues
        unknown, origins = scene.scenes.unknown, find_origins(scene.page, scene.sentence)
        heading = scene.page.head_places[scene.sentence.number]
        if heading is not None:  # what heads a section is near all of it
            gaps[heading.number] = 0
        numbers: list[int] = []
        for number in sorted(chiefs.union(gaps) - away):
            entity, gap = entities[number], gaps.get(number, FURTHEST + 1)
            # A capital that a text was sent from, and that it names nowhere else, is no State.
            sent_from = entity is scene.page.dateline and len(entity.mentions) == 1
            noun = "town" if sent_from else entity.noun
            questions = _may_answer(entity.kind, noun, number in unknown, gap, number in chiefs)
            for question in questions:
                if question != "place" or number not in origins:
                    self._open[question].append(number)
            if questions:
                numbers.append(number)
        self.standings = standings(scene, numbers)
        """How they stand at this sentence, by number, in order of appearance."""

    def standing(self, number: int) -> Standing:
        """How the entity of that number stands at this sentence."""
        if number not in self.standings:  # it is far off, but answered before
            self.standings |= standings(self.scene, (number,))
        return self.standings[number]

    def candidates(self, question: str, carried: frozenset[int]) -> Sequence[int]:
        """Numbers of those near enough, or chief enough, to answer, in order of appearance.

        Those that answered for the quantity before (`carried`) may answer from anywhere.
        """
        found = self._open[question]
        missing = carried.difference(found) if carried else ()
        return sorted([*found, *missing]) if missing else found


class Question:
    """One question put to one quantity, beside the answers to it so far.

    Parameters
    ----------
    asked
        The quantity.
    name
        ``investor``, ``beneficiary``, ``project``, ``place`` or ``speaker``.
    earlier
        Answers to the same question for the quantities before this one.
    payers
        Where the question is who receives, numbers of those who pay.
    bound
        Where the question is where, what else the text tells of who pays and for what.
    """

    def __init__(
        self,
        asked: Asked,
        name: str,
        earlier: Earlier,
        payers: frozenset[int] = frozenset(),
        bound: Bound | None = None,
    ) -> None:
        self.asked = asked
        self.name = name
        self.earlier = earlier
        self.payers = payers
        self.bound = bound
        self.last = last = earlier.last
        self.carried = NOBODY if last is None else last.entities
        self.summoned = self.carried
        """Numbers of the entities that may answer from anywhere on the page."""
        self.candidates: Sequence[int]
        """Numbers of the entities that may answer, in order of appearance."""
        if name == "speaker":
            # Who speaks a quotation may be named some sentences away from the figure; and whom no
            # word makes a speaker is none, however near he stands.
            voices = asked.around.placed.voices
            spoken = [v.mention.entity.number for v in voices if v.mention.entity]
            self.summoned = self.carried.union(spoken)
            self.candidates = sorted(self.summoned)
        else:
            if bound is not None and bound.places:
                self.summoned = self.carried | bound.places
            if name in asked.around.summoned:
                self.summoned = self.summoned | asked.around.summoned[name]
            self.candidates = asked.nearby.candidates(name, self.summoned)

    def parts(self, number: int) -> tuple[Features, ...]:
        """All features of a candidate, in parts."""
        asked = self.asked
        standing = asked.nearby.standing(number)
        told = asked.group, standing.being
        special = particular(told) if asks_more(standing.entity.kind) == self.name else ()
        return (
            continuity_names(*self.continuities((number,))[0]),
            self.dealing(number),
            self.occasional(number),
            self.thread(number),
            what_names(told),
            *asked.bearing(number),
            *standing.parts,
            special,
        )

    @lazy
    def since(self) -> Since:
        """How far back the answer before was given; None where there was none."""
        last, sentence = self.last, self.asked.around.sentence
        if last is None:
            return None
        gap = sentence.number - last.sentence
        return min(gap, LONG_AGO), last.section == sentence.passage.section

    def dealing(self, number: int) -> Features:
        """Whether an entity pays for what the question is who receives: few do both."""
        return dealing(self.asked.group) if number in self.payers else ()

    def occasional(self, number: int) -> Features:
        """What an entity is to a sum of such an occasion, where the question is who receives it."""
        occasion, asked = self.asked.occasion, self.asked
        if self.name != "beneficiary" or not occasion:
            return ()
        around = asked.around
        kind, rank = around.page.entities[number].kind, around.scene.scenes.ranks[number]
        here, pays = number in asked.named, number in self.payers
        return at_occasion(occasion, kind, here, rank, pays)

    def thread(self, number: int) -> Features:
        """What the text tells of a place besides, where the project and the payers are known."""
        return () if self.bound is None else self.bound.of_place(number)

    def continuities(self, numbers: Iterable[int]) -> list[Continuity]:
        """Whether entities answered the same question for the quantities just before."""
        since, carried, groups = self.since, self.carried, self._groups
        named, ever, along = self.asked.named, self.earlier.ever, self._all_along
        return [
            (since, n in named, n in carried if carried else None, n in ever, n in along, groups)
            for n in numbers
        ]

    @lazy
    def _all_along(self) -> frozenset[int]:
        return self.earlier.all_along(self.asked.around.sentence.passage.section)

    def novelty(self, here: bool) -> Continuity:
        """The same for all entities that never answered it on the page."""
        told = False if self.carried else None
        return self.since, here, told, False, False, self._groups

    @lazy
    def _groups(self) -> str:
        """Groups of the roles before and now, where the question is who receives.

        Of a round and of its slices that is the same.
        """
        if self.name != "beneficiary" or self.last is None:
            return ""
        return f"{self.last.group}>{self.asked.group}"

    @property
    def interruption(self) -> Interruption:
        """Whether the quantity before was answered with anybody."""
        return self.since, self.asked.group, bool(self.carried), self._groups

    @property
    def nothing(self) -> tuple[Features, ...]:
        """Features of the answer "nobody" or "nothing", which competes with the candidates."""
        names = interruption_names(*self.interruption)
        return *self.asked.nothing, names, self.unpaid, self.unbound

    @property
    def unbound(self) -> Features:
        """Whether a place was told before of the same project, or of the same payers."""
        return () if self.bound is None else self.bound.no_place()

    @property
    def unpaid(self) -> Features:
        """Whether anybody pays, where the question is who receives."""
        if self.name != "beneficiary":
            return ()
        return none_paid(self.asked.group, self.asked.occasion, bool(self.payers))


def is_put(question: str, role: Role) -> bool:
    """False for what a quantity of such a role is never told: who invests a valuation."""
    return question not in _NEVER.get(role, ())


@lru_cache(maxsize=_MOST)
def _may_answer(
    kind: str, noun: str, is_unknown_name: bool, gap: int, is_chief: bool
) -> tuple[str, ...]:
    """The questions that an entity may answer from so many sentences off.

    What it is may rule it out, wherever it stands.
    """
    barred = {name for name, reach in _REACH.items() if gap > reach and not is_chief}
    if kind == "place" and noun not in ("country", "metonym", "region"):
        barred.add("investor")
    if kind == "place" and noun in ("metonym", "region") and gap:
        barred.add("investor")
    if kind == "party" and not is_unknown_name:
        barred.add("project")
    return tuple([name for name, kinds in _KINDS.items() if kind in kinds and name not in barred])
