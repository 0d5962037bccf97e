"""Identities that stay: new names join or found them, none that was settled ever moves."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.entities.cluster import Clusters, cluster
from grandlivre.entities.filed import Filed
from grandlivre.entities.judging import Pair
from grandlivre.entities.model import Addition, Decision, Identities, Identity, Name, Proposal
from grandlivre.entities.names import name_key, without_remark
from grandlivre.entities.profile import profile


class Registry:
    """Identities with an index of their names, so that an addition costs what its blocks cost.

    Parameters
    ----------
    earlier
        What was settled before.
    kind
        What is named, for the keys: ``ent`` for parties, ``prj``, ``plc``.

    Examples
    --------
    >>> registry = Registry()
    >>> [name.form for _, name in registry.add([Name(form="Zephyrion Compute")]).names]
    ['Zephyrion Compute']
    >>> more = registry.add([Name(form="Zephyrion Compute SAS"), Name(form="Borealia")])
    >>> len(registry.identities().settled), len(more.names)
    (2, 2)

    Notes
    -----
    The index is made when the first new name comes, from all names that are settled. What is
    found with it is what laying every new name beside every settled one would find, for all
    that the blocks ask of the rest are counts (`grandlivre.entities.blocking.Index`).
    """

    def __init__(self, earlier: Identities | None = None, *, kind: str = "ent") -> None:
        before = earlier if earlier is not None else Identities()
        self._kind = kind
        self._settled = {each.key: each for each in before.settled}
        self._owner = {name.form: each.key for each in before.settled for name in each.names}
        self._decisions = list(before.decisions)
        self._proposals = list(before.proposals)
        self._filed: Filed | None = None

    def identities(self) -> Identities:
        """Who is who now."""
        return Identities(
            settled=tuple(self._settled[key] for key in sorted(self._settled)),
            decisions=distinct(self._decisions),
            proposals=best_of(self._proposals),
        )

    def add(self, names: Iterable[Name], *, apart: Iterable[Pair] = ()) -> Addition:
        """Give each name its identity: an earlier one, or a new one.

        Parameters
        ----------
        names
            In any order; uses of one form are added up.
        apart
            Forms that persons told apart.

        Returns
        -------
        Addition
            What is new. Every earlier identity keeps its key and all of its names; where new
            names speak for merging two, that is a proposal.
        """
        fresh, changed = self._known_apart(_gathered(names))
        if not fresh:
            return Addition(names=changed)
        if self._filed is None:
            settled = (name for each in self._settled.values() for name in each.names)
            self._filed = Filed(map(profile, settled))
        profiles = [profile(name) for name in fresh]
        pairs = self._filed.add(profiles)
        nearby = {self._owner[form] for form in self._filed.beside if form in self._owner}
        old = sorted(
            (name for key in nearby for name in self._settled[key].names),
            key=lambda name: name.form,
        )
        given = [*map(profile, old), *profiles]
        place = {each.name.form: at for at, each in enumerate(given)}
        found = cluster(
            given,
            settled=[self._owner[name.form] for name in old],
            apart=apart,
            pairs=[(place[one], place[other]) for one, other in pairs],
            elsewhere=self._filed.long_names - sum(bool(each.initials) for each in given),
        )
        self._filed.settle()
        added, proposals = self._take_in([each.name for each in given], found)
        self._decisions.extend(found.decisions)
        self._proposals.extend(proposals)
        return Addition(names=(*changed, *added), decisions=found.decisions, proposals=proposals)

    def _known_apart(
        self, names: Sequence[Name]
    ) -> tuple[list[Name], tuple[tuple[str, Name], ...]]:
        """Names that are new, and settled ones of which more is known now."""
        fresh, changed = list[Name](), list[tuple[str, Name]]()
        for name in names:
            key = self._owner.get(name.form)
            if key is None:
                fresh.append(name)
                continue
            identity = self._settled[key]
            old = next(each for each in identity.names if each.form == name.form)
            # The same documents may be given again: what was counted then counts once.
            both = _together(old, name, max(old.uses, name.uses))
            if both != old:
                names_now = tuple(both if each is old else each for each in identity.names)
                self._settled[key] = replace(identity, names=names_now)
                changed.append((key, both))
                if (old.known, old.ids) != (both.known, both.ids):
                    self._filed = None
        return fresh, tuple(changed)

    def _take_in(
        self, given: Sequence[Name], found: Clusters
    ) -> tuple[tuple[tuple[str, Name], ...], tuple[Proposal, ...]]:
        key_of: dict[int, str] = {}
        added: list[tuple[str, Name]] = []
        for group in found.groups:
            members = tuple(given[each] for each in group)
            key = next((self._owner[name.form] for name in members if name.form in self._owner), "")
            if key:
                old = self._settled[key].names
                new = sorted(
                    (name for name in members if name.form not in self._owner),
                    key=lambda name: name.form,
                )
            else:
                key = fresh_key(self._kind, members[0], self._settled)
                old, new = (), [members[0], *sorted(members[1:], key=lambda name: name.form)]
            key_of.update(dict.fromkeys(group, key))
            if new:
                self._settled[key] = Identity(key=key, names=(*old, *new))
                added.extend((key, name) for name in new)
        self._owner.update((name.form, key) for key, name in added)
        proposals = tuple(
            Proposal(first=one, second=other, decision=why)
            for first, second, why in found.refused
            for one, other in [sorted((key_of[first], key_of[second]))]
        )
        return tuple(added), proposals


def settle(
    names: Iterable[Name],
    earlier: Identities | None = None,
    *,
    kind: str = "ent",
    apart: Iterable[Pair] = (),
) -> Identities:
    """Give each name its identity; as `Registry.add`, without keeping the index.

    Parameters
    ----------
    names
        In any order; uses of one form are added up.
    earlier
        What was settled before.
    kind
        What is named, for the keys.
    apart
        Forms that persons told apart.

    Returns
    -------
    Identities
        A pure function of its arguments.

    Examples
    --------
    >>> first = settle([Name(form="Zephyrion Compute")])
    >>> later = settle([Name(form="Zephyrion Compute SAS"), Name(form="Borealia")], first)
    >>> len(later.settled), first.settled[0].key in {each.key for each in later.settled}
    (2, True)
    """
    registry = Registry(earlier, kind=kind)
    registry.add(names, apart=apart)
    return registry.identities()


def fresh_key(kind: str, founder: Name, taken: Container[str] = ()) -> str:
    """The key of a new identity: of its name, told apart further where another one has that."""
    spelled = (
        name_key(founder.known) or name_key(without_remark(founder.form)) or fold(founder.form)
    )
    key = content_key(kind, spelled)
    if key in taken:
        key = content_key(kind, spelled, founder.form)
    return key


def distinct(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The last decision on each pair of names, the best score first."""
    last = {(each.first, each.second): each for each in decisions}
    return tuple(sorted(last.values(), key=lambda each: (-each.score, each.first, each.second)))


def _gathered(names: Iterable[Name]) -> list[Name]:
    """Every name once, by the alphabet."""
    found: dict[str, Name] = {}
    for name in names:
        if fold(name.form):
            same = found.get(name.form)
            found[name.form] = (
                name if same is None else _together(same, name, same.uses + name.uses)
            )
    return [found[form] for form in sorted(found)]


def _together(one: Name, other: Name, uses: int) -> Name:
    """A name with what is known of it in two places; of two different facts, the second one."""
    by_scheme = {each.partition(":")[0]: each for each in (*one.ids, *other.ids)}
    return Name(
        form=one.form,
        uses=uses,
        ids=tuple(sorted(by_scheme.values())),
        known=other.known or one.known,
        parents=other.parents or one.parents,
    )


def best_of(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """One a pair of identities: the one with most behind it."""
    best: dict[tuple[str, str], Proposal] = {}
    for each in sorted(proposals, key=lambda each: (each.decision.score, each.decision.first)):
        best[each.first, each.second] = each
    return tuple(best[pair] for pair in sorted(best))
