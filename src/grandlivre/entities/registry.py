"""Identities that stay: new names join or found them, none that was settled ever moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.entities.cluster import cluster
from grandlivre.entities.compare import spoken
from grandlivre.entities.judging import Pair, said
from grandlivre.entities.model import Decision, Judgement, Name
from grandlivre.entities.names import name_key, without_remark
from grandlivre.entities.nearby import Nearby


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One bearer of names, settled."""

    key: str
    """Made from the name that founded it; it stays when others join."""
    names: tuple[Name, ...]
    """All its names; the founding one is the first."""

    def called(self) -> str:
        """The name to show: the reference list's, else the one most used, else the longest."""
        known = next((name.known for name in self.names if name.known), "")
        if known:
            return known
        return min(self.names, key=lambda name: (-name.uses, -len(name.form), name.form)).form


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two settled identities that new evidence would merge, for a person to decide."""

    first: str
    second: str
    decision: Decision
    """What speaks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Who is who so far: plain records, to be kept and gone on from."""

    settled: tuple[Identity, ...] = ()
    """By key."""
    decisions: tuple[Decision, ...] = ()
    """Why names were joined, and what was left open; all that was ever decided."""
    proposals: tuple[Proposal, ...] = ()


def settle(
    names: Iterable[Name],
    earlier: Identities | None = None,
    *,
    kind: str = "ent",
    apart: Iterable[Pair] = (),
) -> Identities:
    """Give each name its identity: an earlier one, or a new one.

    Parameters
    ----------
    names
        In any order; uses of one form are added up.
    earlier
        What was settled before.
    kind
        What is named, for the keys: ``ent`` for parties, ``prj``, ``plc``, ``prg``.
    apart
        Forms that persons told apart.

    Returns
    -------
    Identities
        A pure function of its arguments. Every earlier identity is there with its key and all
        of its names; where new names speak for merging two, that is a proposal.

    Examples
    --------
    >>> first = settle([Name(form="Zephyrion Compute")])
    >>> later = settle([Name(form="Zephyrion Compute SAS"), Name(form="Borealia")], first)
    >>> len(later.settled), first.settled[0].key in {each.key for each in later.settled}
    (2, True)
    """
    before = earlier if earlier is not None else Identities()
    named = list(names)
    near, far = _told_apart(before, named)
    given, owners = _gathered(named, near)
    elsewhere = sum(" " in name.form for each in far for name in each.names)
    found = cluster(given, settled=owners, apart=apart, elsewhere=elsewhere)
    known = {each.key: each for each in near}
    settled, key_of = list(far), dict[int, str]()
    taken = {each.key for each in before.settled}
    for group in found.groups:
        key = owners[group[0]] or _fresh(kind, given[group[0]], taken)
        taken.add(key)
        members = tuple(given[each] for each in group)
        settled.append(Identity(key=key, names=_ordered(members, known, key)))
        key_of.update(dict.fromkeys(group, key))
    refused = [
        Proposal(first=one, second=other, decision=why)
        for first, second, why in found.refused
        for one, other in [sorted((key_of[first], key_of[second]))]
    ]
    return Identities(
        settled=tuple(sorted(settled, key=lambda each: each.key)),
        decisions=_distinct((*before.decisions, *found.decisions)),
        proposals=_proposals((*before.proposals, *refused)),
    )


def ruled(identities: Identities, judgements: Iterable[Judgement]) -> Identities:
    """Identities as persons want them: what they called one merged, what they parted split.

    Parameters
    ----------
    identities
        As `settle` left them; they are not changed, so that taking a judgement back brings
        back what was before.
    judgements
        All that were ever made.

    Returns
    -------
    Identities
        A part that is split off has a key of its own name; a merged identity keeps the key of
        the one that the reference list knows, else the first of the two keys.

    Notes
    -----
    "Not the same" is stronger than "the same": a merge that would bring together two names
    told apart, through whatever chain, is not made. `grandlivre.entities.judging.judge` warns
    of it when it is said.
    """
    heard = said(judgements)
    pairs = heard.pairs_apart()
    if not (heard.same or pairs):
        return identities
    taken = {each.key for each in identities.settled}
    parts = [part for each in identities.settled for part in _split(each, pairs, taken)]
    by_key = {each.key: each for each in parts}
    key_of = {fold(name.form): each.key for each in parts for name in each.names}
    for judgement in heard.same:
        one, other = (key_of.get(fold(form)) for form in (judgement.first, judgement.second))
        if one is None or other is None or one == other:
            continue
        merged = _merged(by_key[one], by_key[other])
        if not _holds_apart(merged, pairs):
            del by_key[one], by_key[other]
            by_key[merged.key] = merged
            key_of.update((fold(name.form), merged.key) for name in merged.names)
    decided = {frozenset(map(fold, pair)) for pair in pairs}
    names_of = {each.key: each.names for each in identities.settled}
    told = [spoken(each) for each in (*heard.same, *heard.apart, *heard.unsure)]
    return replace(
        identities,
        decisions=_distinct((*identities.decisions, *told)),
        settled=tuple(by_key[key] for key in sorted(by_key)),
        proposals=tuple(
            each
            for each in identities.proposals
            if len({key_of.get(fold(names_of[key][0].form)) for key in (each.first, each.second)})
            > 1
            and not _are_decided(names_of[each.first], names_of[each.second], decided)
        ),
    )


def _told_apart(before: Identities, names: Sequence[Name]) -> tuple[list[Identity], list[Identity]]:
    """Identities that the names could concern, and those that they cannot."""
    nearby = Nearby(names)
    near, far = list[Identity](), list[Identity]()
    for each in before.settled:
        (near if nearby.concerns_any(each.names) else far).append(each)
    return near, far


def _gathered(
    names: Iterable[Name], before: Sequence[Identity]
) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Every name once, earlier and new, and the key of the identity of the earlier ones."""
    owner = {name.form: each.key for each in before for name in each.names}
    by_form = {name.form: name for each in before for name in each.names}
    fresh: dict[str, Name] = {}
    for name in names:
        if not fold(name.form):
            continue
        same = fresh.get(name.form)
        fresh[name.form] = name if same is None else _together(same, name, same.uses + name.uses)
    for form, name in fresh.items():
        old = by_form.get(form)
        # The same documents may be given again: what was counted then counts once.
        by_form[form] = name if old is None else _together(old, name, max(old.uses, name.uses))
    forms = sorted(by_form)
    return tuple(by_form[form] for form in forms), tuple(owner.get(form, "") for form in forms)


def _together(one: Name, other: Name, uses: int) -> Name:
    return Name(
        form=one.form,
        uses=uses,
        ids=tuple(sorted({*one.ids, *other.ids})),
        known=one.known or other.known,
        parents=one.parents or other.parents,
    )


def _fresh(kind: str, founder: Name, taken: set[str]) -> str:
    """The key of a new identity: of its name, told apart further where another one has that."""
    whole = name_key(founder.known) or name_key(without_remark(founder.form)) or fold(founder.form)
    key = content_key(kind, whole)
    if key in taken:
        key = content_key(kind, whole, founder.form)
    return key


def _ordered(members: Sequence[Name], before: Mapping[str, Identity], key: str) -> tuple[Name, ...]:
    """The founding name first, then those that were there, then the new ones by the alphabet."""
    old = before.get(key)
    if old is None:
        return (members[0], *sorted(members[1:], key=lambda name: name.form))
    place = {name.form: number for number, name in enumerate(old.names)}
    return tuple(sorted(members, key=lambda name: (place.get(name.form, len(place)), name.form)))


def _split(identity: Identity, pairs: Sequence[Pair], taken: set[str]) -> list[Identity]:
    """An identity in the parts that persons' words leave of it."""
    if not _holds_apart(identity, pairs):
        return [identity]
    told_apart = {fold(form) for pair in pairs for form in pair}
    groups = cluster(identity.names, apart=pairs).groups
    parts = [[identity.names[each] for each in sorted(group)] for group in groups]
    first = next(part for part in parts if identity.names[0] in part)
    split: list[Identity] = []
    for part in parts:
        if part is first:
            continue
        if told_apart.isdisjoint(fold(name.form) for name in part):
            # Nobody spoke of these: they stay where they were settled.
            first.extend(part)
            continue
        kind = identity.key.partition("_")[0]
        key = _fresh(kind, replace(part[0], known=""), taken)
        taken.add(key)
        split.append(Identity(key=key, names=tuple(part)))
    place = {name.form: number for number, name in enumerate(identity.names)}
    whole = tuple(sorted(first, key=lambda name: place[name.form]))
    return [Identity(key=identity.key, names=whole), *split]


def _holds_apart(identity: Identity, pairs: Sequence[Pair]) -> bool:
    forms = {fold(name.form) for name in identity.names}
    return any(fold(one) in forms and fold(other) in forms for one, other in pairs)


def _merged(one: Identity, other: Identity) -> Identity:
    first, second = sorted(
        (one, other), key=lambda each: (not any(name.known for name in each.names), each.key)
    )
    return Identity(key=first.key, names=(*first.names, *second.names))


def _are_decided(mine: Sequence[Name], yours: Sequence[Name], decided: set[frozenset[str]]) -> bool:
    return any(
        frozenset((fold(one.form), fold(other.form))) in decided for one in mine for other in yours
    )


def _distinct(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    last = {(each.first, each.second): each for each in decisions}
    return tuple(sorted(last.values(), key=lambda each: (-each.score, each.first, each.second)))


def _proposals(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """One a pair of identities: the one with most behind it."""
    best: dict[tuple[str, str], Proposal] = {}
    for each in sorted(proposals, key=lambda each: (each.decision.score, each.decision.first)):
        best[each.first, each.second] = each
    return tuple(best[pair] for pair in sorted(best))
