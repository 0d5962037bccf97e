"""Who bears a name, and why: identities with the decisions behind them."""

from collections.abc import Iterable
from typing import Any

from grandlivre.base.codec import encode
from grandlivre.base.fold import fold
from grandlivre.entities.model import (
    Decision,
    Identities,
    Identity,
    Judgement,
    Kind,
    Proposal,
    Settled,
)
from grandlivre.entities.ruling import ruled
from grandlivre.entities.settling import KEYS
from grandlivre.report.answers.bearers import Bearer, Offer

_FEWEST = 4
"""Digits that the beginning of a key must have."""


def is_key(asked: str) -> bool:
    """True for what looks like the key of a party, a project or a place, or its beginning."""
    kind, found, rest = asked.partition("_")
    return bool(found) and kind in KEYS.values() and len(rest) >= _FEWEST


def bearers_of(settled: Settled, judgements: Iterable[Judgement], asked: str) -> tuple[Bearer, ...]:
    """Who bears a name.

    Parameters
    ----------
    settled
        Who was settled.
    judgements
        What persons said of parties.
    asked
        A name in any spelling, a key or its beginning.

    Returns
    -------
    tuple of Bearer
        As persons want them to be, of every kind.
    """
    views = {kind: settled.of(kind) for kind in Kind}
    views[Kind.PARTY] = ruled(settled.parties, judgements)
    return tuple(
        _bearer(kind, view, each, settled.of(kind))
        for kind, view in views.items()
        for each in view.settled
        if _answers(each, asked)
    )


def offers_of(settled: Settled, judgements: Iterable[Judgement]) -> tuple[Offer, ...]:
    """Mergers of two settled parties that later texts speak for and that nobody has decided."""
    view = ruled(settled.parties, judgements)
    called = {each.key: each.called() for each in settled.parties.settled}
    return tuple(_offer(each, called) for each in view.proposals)


def bearer_to_json(bearer: Bearer) -> dict[str, Any]:
    """A bearer as plain values."""
    plain = encode(bearer)
    return {"id": plain.pop("key"), **plain}


def _answers(identity: Identity, asked: str) -> bool:
    if is_key(asked):
        return identity.key.startswith(asked)
    wanted = fold(asked)
    return any(wanted in (fold(name.form), fold(name.known)) for name in identity.names)


def _bearer(kind: Kind, view: Identities, identity: Identity, before: Identities) -> Bearer:
    folded = {fold(name.form) for name in identity.names}
    called = {each.key: each.called() for each in before.settled}

    def concerns(decision: Decision) -> bool:
        return fold(decision.first) in folded or fold(decision.second) in folded

    offers = [each for each in view.proposals if concerns(each.decision)]
    return Bearer(
        kind=kind,
        key=identity.key,
        name=identity.called(),
        names=identity.names,
        decisions=tuple(each for each in view.decisions if concerns(each)),
        offers=tuple(_offer(each, called) for each in offers),
    )


def _offer(proposal: Proposal, called: dict[str, str]) -> Offer:
    return Offer(
        first=proposal.first,
        first_name=called.get(proposal.first, ""),
        second=proposal.second,
        second_name=called.get(proposal.second, ""),
        decision=proposal.decision,
    )
