"""The answers given for the quantities before: texts go on about the same."""

from functools import lru_cache
from typing import NamedTuple

from grandlivre.claims.figures.around import Features

_RECENT = 4
"""Answers before that are looked at together."""
_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
NOBODY = frozenset[int]()
LONG_AGO = 3
"""Sentences from which on an answer before is no farther."""

Since = tuple[int, bool] | None
"""How many sentences back the answer before was given, and whether in the same section."""
Continuity = tuple[Since, bool, bool | None, bool, bool, str]
"""Arguments of `continuity_names`."""
Interruption = tuple[Since, str, bool, str]
"""Arguments of `interruption_names`."""


class Answer(NamedTuple):
    """What an earlier quantity of the page was answered with: texts go on about the same."""

    sentence: int
    section: int
    entities: frozenset[int]
    group: str = ""
    """Group of the role of the quantity."""


class Earlier:
    """The answers to one question for the quantities before, in order."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.last: Answer | None = None
        """The answer for the quantity just before."""
        self.ever: set[int] = set()

    def add(self, answer: Answer) -> None:
        """Keep the answer for one more quantity."""
        self.answers.append(answer)
        self.last = answer
        self.ever.update(answer.entities)

    def all_along(self, section: int) -> frozenset[int]:
        """Numbers of the entities that all the last answers of a section name."""
        along: frozenset[int] | None = None
        for answer in self.answers[-_RECENT:]:
            if answer.section == section:
                along = answer.entities if along is None else along & answer.entities
                if not along:
                    break
        return along or NOBODY


@lru_cache(maxsize=_MOST)
def continuity_names(
    since: Since, here: bool, told: bool | None, ever: bool, along: bool, groups: str
) -> Features:
    """Features of an entity that may have answered a question before.

    Parameters
    ----------
    since
        How far back the answer before was given; None where there was none.
    here
        Whether the quantity's sentence names the entity.
    told
        Whether the answer before was it; None where that was nobody.
    ever, along
        Whether any answer of the page was it; whether the last ones of the section all were.
    groups
        Groups of the roles before and now, where they matter.
    """
    if since is None:
        return ()
    found: list[str] = []
    tag, (gap, is_same_section) = "h" if here else "a", since
    mark = "=" if is_same_section else "/"
    if told:
        found += [f"{tag}:prev{gap}", f"{tag}:prev{mark}", "prev"]
        if groups:
            found.append(f"prev:{groups}")
    elif told is not None:
        found.append(f"{tag}:prev-other{gap}{mark}")
    if ever:
        found.append(f"{tag}:ever")
    if along:
        found.append(f"{tag}:section-all")
    return tuple(found)


@lru_cache(maxsize=_MOST)
def interruption_names(since: Since, group: str, any_answer: bool, groups: str) -> Features:
    """Features of the answer "nobody" after an answer that was somebody, or nobody too."""
    if since is None:
        return ()
    some = "some" if any_answer else "none"
    found = f"none:prev{since[0]}={some}", f"none:{group}&prev={some}"
    return (*found, f"none:{groups}={some}") if groups else found
