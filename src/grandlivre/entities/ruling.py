"""Identities as persons want them: their word lies above what was settled, to be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from grandlivre.base.fold import fold
from grandlivre.entities.cluster import cluster
from grandlivre.entities.compare import spoken
from grandlivre.entities.judging import Pair, said
from grandlivre.entities.model import Identities, Identity, Judgement, Name
from grandlivre.entities.registry import distinct, fresh_key


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
        decisions=distinct((*identities.decisions, *told)),
        settled=tuple(by_key[key] for key in sorted(by_key)),
        proposals=tuple(
            each
            for each in identities.proposals
            if len({key_of.get(fold(names_of[key][0].form)) for key in (each.first, each.second)})
            > 1
            and not _are_decided(names_of[each.first], names_of[each.second], decided)
        ),
    )


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
        key = fresh_key(kind, replace(part[0], known=""), taken)
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
