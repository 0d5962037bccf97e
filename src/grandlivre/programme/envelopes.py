"""Money of programmes that no entry accounts for, and programmes that leave none."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Ledger, LinkKind, Programme, Words
from grandlivre.ledger.natures import country_of
from grandlivre.ledger.totals import ASIDE
from grandlivre.programme.arithmetic import said
from grandlivre.programme.model import Envelope, Figure, Mark, NotBuilt
from grandlivre.programme.screening import is_abroad

_WITHIN = Words(
    fr="fait partie d’une enveloppe plus large, qui le compte",
    en="is part of a wider envelope, which counts it",
)
_SPENT = Words(
    fr="enveloppe dont toutes les sommes sont nommées ailleurs",
    en="an envelope all of whose money is named elsewhere",
)
_AGAIN = Words(
    fr="redit la fourchette d’une promesse déjà comptée",
    en="tells again the range of a pledge that is counted already",
)
_NO_MONEY = Words(fr="aucune somme connue en euros", en="no sum known in euros")
_MILLION = Decimal(10) ** 6


def abroad(places: Sequence[Place], home: str) -> Words:
    """Why what lies in another country is not in the plan."""
    if not places:
        return Words(fr=f"hors de {home}", en=f"outside {home}")
    fr, en = (", ".join(each.called(language) for each in places) for language in ("fr", "en"))
    return Words(fr=f"hors de {home}\u00a0: {fr}", en=f"outside {home}: {en}")


def envelopes_of(
    ledger: Ledger, country: str | None
) -> tuple[tuple[Envelope, ...], tuple[NotBuilt, ...]]:
    """Split programmes into those with money left over and those without.

    Parameters
    ----------
    ledger
        From `grandlivre.ledger.reconcile`.
    country
        Only programmes of that country; None for all.
    """
    programmes = {each.id: each for each in ledger.programmes}
    found: list[Envelope] = []
    others: list[NotBuilt] = []
    for each in ledger.programmes:
        reason = _reason(each, programmes, ledger, country)
        if reason is not None:
            others.append(NotBuilt(entry=each.id, reason=reason))
            continue
        found.append(
            Envelope(
                programme=each.id,
                title=each.title,
                remainder_eur=_remainder(each, programmes, ledger),
                country=country_of(each),
            )
        )
    return tuple(found), tuple(others)


def _reason(
    each: Programme, programmes: Mapping[str, Programme], ledger: Ledger, country: str | None
) -> Words | None:
    if each.aside is not None:
        return ASIDE[each.aside]
    if _is_foreign(each, country, ledger):
        return abroad(each.places, country or "")
    wholes = [programmes[whole] for whole in each.wholes if whole in programmes]
    if any(one.aside is None and not _is_foreign(one, country, ledger) for one in wholes):
        return _WITHIN
    if each.euros == Interval():
        return _NO_MONEY
    if not each.items and not each.euros.is_exact and _is_told(each, ledger):
        return _AGAIN
    if (each.remainder.high or Decimal(0)) < _MILLION:
        return _SPENT
    return None


def _is_foreign(each: Programme, country: str | None, ledger: Ledger) -> bool:
    """True for what is not of the country alone: a sum over several is nobody's envelope."""
    countries = {place.country for place in each.places if place.country}
    several = country is not None and len(countries) > 1
    return several or is_abroad(each, country, ledger)


def _is_told(each: Programme, ledger: Ledger) -> bool:
    """True where an entry has the very same two ends: chance does not give both."""
    return any(
        entry.aside is None and entry.euros == each.euros and entry.origins > each.origins
        for entry in ledger.commitments
    )


def _remainder(each: Programme, programmes: Mapping[str, Programme], ledger: Ledger) -> Figure:
    """What is left, less what the programme counts again of another one's."""
    low, high = each.remainder.low or Decimal(0), each.remainder.high
    assert high is not None
    again = _again(each, programmes, ledger)
    basis = (each.id, *(item.entry for item in each.items if not item.is_perhaps))
    best = (low + high) / 2
    stated, named = _figure(each.euros, each.id), _figure(each.itemised, each.id)
    sums = said(stated)
    items = said(named)
    fr, en = sums.fr, sums.en
    if each.itemised.high or each.itemised.low:
        fr, en = f"{fr} − {items.fr}", f"{en} − {items.en}"
    if again:
        low, high, best = (max(Decimal(0), end - again) for end in (low, high, best))
        told = said(_figure(Interval.exactly(again), each.id))
        fr = f"{fr} − {told.fr} déjà annoncés"
        en = f"{en} − {told.en} announced before"
    return Figure(
        low=low, best=best, high=high, mark=Mark.INFERRED, basis=basis, how=Words(fr=fr, en=en)
    )


def _again(each: Programme, programmes: Mapping[str, Programme], ledger: Ledger) -> Decimal:
    """Euros of other programmes that it counts again beside its items."""
    items = {item.entry for item in each.items}
    total = Decimal(0)
    for link in ledger.links:
        if link.kind is not LinkKind.REANNOUNCES or link.source != each.id:
            continue
        other = programmes.get(link.target)
        if other is not None and other.best is not None and other.id not in items:
            total += other.best.euros
    return total


def _figure(bounds: Interval, key: str) -> Figure:
    return Figure(
        low=bounds.low,
        best=bounds.high or bounds.low,
        high=bounds.high,
        mark=Mark.SAID,
        basis=(key,),
        how=Words(fr="", en=""),
    )
