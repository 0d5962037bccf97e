"""The threads of a text: what it told before of the same project, or of the same payers.

A text that comes back to a campus seldom says again where it stands and when it opens. So what a
quantity was answered with is kept by its projects and by its payers, and the next quantity of
either finds it there.
"""

from functools import lru_cache
from typing import NamedTuple

from grandlivre.base.lazy import lazy
from grandlivre.claims.figures.around import Features, Scene
from grandlivre.claims.page.model import PlacedDate

_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
NOBODY = frozenset[int]()
_UNION = "EU"
"""What the lexicon of parties has for the country of the bodies of the European Union."""


class Thread(NamedTuple):
    """What a quantity was answered with: entities by number."""

    payers: frozenset[int] = NOBODY
    projects: frozenset[int] = NOBODY
    places: frozenset[int] = NOBODY
    end: PlacedDate | None = None
    section: int = -1
    sentence: int = -1


class Threads:
    """What the quantities so far were answered with, in the order of the text."""

    def __init__(self) -> None:
        self._by_project: dict[int, tuple[int, Thread]] = {}
        self._by_payer: dict[int, tuple[int, Thread]] = {}
        self._count = 0
        self.last: Thread | None = None
        """Of the quantity just before that pledges something or has a project's size."""

    def add(self, thread: Thread, group: str) -> None:
        """Keep the answers to one more quantity; what is no pledge tells nothing of a project."""
        if group == "passed":
            return
        self._count += 1
        self.last = thread
        for known, numbers in (
            (self._by_project, thread.projects),
            (self._by_payer, thread.payers),
        ):
            known.update(dict.fromkeys(numbers, (self._count, thread)))

    def of_project(self, projects: frozenset[int]) -> Thread | None:
        """The latest that was told of any of these projects."""
        return _latest(self._by_project, projects)

    def of_payer(self, payers: frozenset[int]) -> Thread | None:
        """The latest that any of these parties paid for."""
        return _latest(self._by_payer, payers)


def _latest(known: dict[int, tuple[int, Thread]], numbers: frozenset[int]) -> Thread | None:
    if not numbers:
        return None
    told = [known[number] for number in numbers if number in known]
    return max(told, key=lambda each: each[0])[1] if told else None


class Bound:
    """What else the text tells of the projects and payers of a quantity.

    Parameters
    ----------
    scene
        The sentence of the quantity.
    payers, projects
        Who pays, and for what, by number.
    threads
        What was told before.
    """

    def __init__(
        self, scene: Scene, payers: frozenset[int], projects: frozenset[int], threads: Threads
    ) -> None:
        self.scene = scene
        self.payers = payers
        self.projects = projects
        self.by_project = threads.of_project(projects)
        self.by_payer = threads.of_payer(payers)
        self.last = threads.last

    @lazy
    def places(self) -> frozenset[int]:
        """Numbers of the places that were told of either."""
        first, second = self.by_project, self.by_payer
        if first is None or second is None or first is second:
            only = second if first is None else first
            return NOBODY if only is None else only.places
        return first.places | second.places

    def ends(self) -> dict[str, PlacedDate | None]:
        """The ends told before of the same project and of the same payer, where any was told."""
        told = {"project": self.by_project, "payer": self.by_payer}
        last, sentence = self.last, self.scene.sentence
        if last is not None and last.section == sentence.passage.section:
            told["here" if last.sentence == sentence.number else "section"] = last
        return {name: thread.end for name, thread in told.items() if thread is not None}

    @lazy
    def _homes(self) -> tuple[frozenset[int], frozenset[int]]:
        """Numbers of the sentences that name a project of the quantity, or a payer."""
        scenes = self.scene.scenes
        return scenes.naming(self.projects), scenes.naming(self.payers)

    @lazy
    def _is_union(self) -> bool:
        """True where bodies of a union of States pay: their money is of no one country."""
        entities = self.scene.page.entities
        return bool(self.payers) and all(entities[n].country == _UNION for n in self.payers)

    def of_place(self, number: int) -> Features:
        """Features of a place that may be the quantity's."""
        if not self.payers and not self.projects:
            return ()
        named = self.scene.scenes.naming(frozenset((number,)))
        here = self.scene.sentence.number
        homes, seats = self._homes
        return _place_names(
            number in self.scene.entities,
            _told(self.by_project, number),
            _told(self.by_payer, number),
            _meet(homes, named, here),
            _meet(seats, named, here),
            self.scene.page.entities[number].noun if self._is_union else "",
        )

    def no_place(self) -> Features:
        """Features of the answer that the quantity has no place."""
        entities = self.scene.page.entities
        kinds = {entities[number].kind for number in self.projects}
        what = "none" if not kinds else "named" if "asset" not in kinds else "asset"
        known = _any(self.by_project), _any(self.by_payer)
        return _no_place_names(*known, what, min(len(self.payers), 2), self.scene.scenes.towns)


def _meet(sentences: frozenset[int], named: frozenset[int], here: int) -> bool:
    """True where a sentence other than this one is among both."""
    few, many = sorted((sentences, named), key=len)
    return any(number != here and number in many for number in few)


def _told(thread: Thread | None, number: int) -> bool | None:
    """Whether a thread has a place; None where it has none at all."""
    return None if thread is None or not thread.places else number in thread.places


def _any(thread: Thread | None) -> str:
    return "new" if thread is None else "some" if thread.places else "none"


@lru_cache(maxsize=_MOST)
def _place_names(
    here: bool,
    by_project: bool | None,
    by_payer: bool | None,
    at_home: bool,
    seated: bool,
    of_union: str,
) -> Features:
    tag = "h" if here else "a"
    found = []
    for name, told in (("project", by_project), ("payer", by_payer)):
        if told is not None:
            found.append(f"{tag}:{'of' if told else 'not-of'}-{name}")
    if at_home:
        found.append(f"{tag}:beside-project")
    if seated:
        found.append(f"{tag}:beside-payer")
    if of_union:
        found.append(f"{tag}:union&{of_union}")
    return tuple(found)


@lru_cache(maxsize=_MOST)
def _no_place_names(project: str, payer: str, what: str, payers: int, towns: int) -> Features:
    return (
        f"none:of-project={project}",
        f"none:of-payer={payer}",
        f"none:project={what}",
        f"none:project={what}&payers={payers}",
        f"none:towns={min(towns, 5)}",
    )
