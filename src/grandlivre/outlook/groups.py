"""Of what series are kept: all, countries, programmes, projects, sites, investors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.model import Words
from grandlivre.outlook.arrays import Floats, Ints
from grandlivre.outlook.model import ProjectOptions, Scope
from grandlivre.programme.model import Phase, Plan

# Where another promoter has taken a site over, what it builds is no longer the first project's.
_SHARED = (Scope.ALL, Scope.COUNTRY, Scope.SITE)
# So many cells of a draw stay in the processor's nearest cache.
_MOST_CELLS = 16
_Row = list[tuple[int, float]]
ALL = Words(fr="Ensemble", en="All")
UNNAMED = Words(fr="Investisseur non nommé", en="Investor not named")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What a series is of."""

    scope: Scope
    of: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Groups, and the cells that each phase adds to as compressed rows.

    Phases of the same groups in the same shares add to one cell, and a group is a sum of cells.
    Where that would make more cells than it spares, each group is a cell of its own.
    """

    groups: tuple[Group, ...]
    own_start: Ints
    own_cell: Ints
    own_weight: Floats
    taken_start: Ints
    taken_cell: Ints
    cells: int
    mix: Floats
    """(groups, cells): the share of each cell in a group; (0, 0) where each is its own."""


def grouped(plan: Plan, phases: Sequence[Phase], options: ProjectOptions) -> Grouped:
    """The groups of the scopes that are asked for, in the order of `Scope`, ids sorted.

    `Scope.ALL` is always there, and comes first. An investor's weight is its share of the phase.
    """
    projects = {project.id: project for project in plan.projects}
    sites = {site.id: site for site in plan.sites}
    titles = {envelope.programme: envelope.title for envelope in plan.envelopes}
    found: dict[tuple[Scope, str], Words] = {(Scope.ALL, ""): ALL}
    members: list[list[tuple[Scope, str, float]]] = []
    for phase in phases:
        site, project = sites[phase.site], projects[phase.project]
        country = (site.place.country if site.place else None) or options.country
        here = [
            (Scope.ALL, "", ALL, 1.0),
            (Scope.COUNTRY, country, Words(fr=country, en=country), 1.0),
            *((Scope.PROGRAMME, each, titles.get(each, Words(fr=each, en=each)), 1.0)
              for each in project.programmes),
            (Scope.PROJECT, project.id, project.title, 1.0),
            (Scope.SITE, site.id, site.title, 1.0),
            *((Scope.INVESTOR, each.party, Words(fr=each.name, en=each.name)
               if each.party else UNNAMED, float(each.share)) for each in phase.funders),
        ]  # fmt: skip
        kept = [each for each in here if each[0] is Scope.ALL or each[0] in options.scopes]
        for scope, name, title, _ in kept:
            found.setdefault((scope, name), title)
        members.append([(scope, name, weight) for scope, name, _, weight in kept])
    order = list(Scope)
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    number = {key: index for index, key in enumerate(keys)}
    own = [[(number[scope, name], weight) for scope, name, weight in row] for row in members]
    taken = [[(number[s, name], 1.0) for s, name, _ in row if s in _SHARED] for row in members]
    groups = tuple(Group(scope=s, of=name, title=found[s, name]) for s, name in keys)
    kinds = list(dict.fromkeys(tuple(row) for row in (*own, *taken) if row))
    if len(kinds) > _MOST_CELLS:
        return _parted(groups, own, taken, mix=np.zeros((0, 0)))
    mix = np.zeros((len(groups), len(kinds)))
    for cell, kind in enumerate(kinds):
        for group, weight in kind:
            mix[group, cell] += weight
    place = {kind: cell for cell, kind in enumerate(kinds)}
    own, taken = (
        [[(place[tuple(row)], 1.0)] if row else [] for row in rows] for rows in (own, taken)
    )
    return _parted(groups, own, taken, mix=mix)


def _parted(
    groups: tuple[Group, ...], own: Sequence[_Row], taken: Sequence[_Row], *, mix: Floats
) -> Grouped:
    return Grouped(
        groups=groups,
        own_start=_starts(own),
        own_cell=np.array([cell for row in own for cell, _ in row], dtype=np.int64),
        own_weight=np.array([weight for row in own for _, weight in row], dtype=np.float64),
        taken_start=_starts(taken),
        taken_cell=np.array([cell for row in taken for cell, _ in row], dtype=np.int64),
        cells=mix.shape[1] if mix.size else len(groups),
        mix=mix,
    )


def _starts(rows: Iterable[Sequence[object]]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
