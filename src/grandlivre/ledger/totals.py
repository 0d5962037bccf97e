"""Sums of entries that say what they add and what they leave out."""

from collections import defaultdict
from collections.abc import Sequence

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Purpose
from grandlivre.entities.model import Asset
from grandlivre.ledger.model import (
    Aside,
    Commitment,
    EntryKind,
    LeftOut,
    Programme,
    RelationBasis,
    Total,
    Words,
)
from grandlivre.ledger.programmes import add_up, outermost

_CANCELLED = Words(fr="abandonné", en="cancelled")
_UNPRICED = Words(fr="monnaie dont le cours n’est pas connu", en="currency whose rate is not known")
_PROGRAMME = Words(
    fr="enveloppe\u00a0: elle rassemble des engagements comptés un à un",
    en="an envelope: it gathers commitments that are counted one by one",
)
_ROUND = Words(
    fr="levée de fonds\u00a0: elle peut payer des engagements déjà comptés",
    en="a fund-raising: it may pay for commitments already counted",
)
ASIDE = {
    Aside.OTHER_MONEY: Words(
        fr="autre argent\u00a0: les textes qui en parlent ne portent pas sur l’IA",
        en="other money: the texts that tell of it are not about AI",
    ),
    Aside.OUTLIER: Words(
        fr="hors de proportion, selon un seul texte", en="out of proportion, in one text alone"
    ),
    Aside.FAINT: Words(
        fr="lu dans un seul texte, sans assurance", en="read in one text alone, and unsurely"
    ),
    Aside.ECHO: Words(
        fr="le chiffre d’une promesse mieux attestée, redit autrement par un seul texte",
        en="the figure of a better supported pledge, told otherwise by one text alone",
    ),
}
_ELSEWHERE = Words(
    fr="aucun texte ne le rattache à l’IA ou à ses infrastructures",
    en="no text ties it to AI or its infrastructure",
)
_INSIDE = {
    RelationBasis.STATED: Words(
        fr="partie d’une autre entrée, selon un texte", en="part of another entry, as a text says"
    ),
    RelationBasis.READING: Words(
        fr="partie probable d’une autre entrée\u00a0: aucun texte ne le dit, mais l’ajouter "
        "pourrait compter deux fois",
        en="likely a part of another entry: no text says so, but adding it might count twice",
    ),
}


def totals_of(
    commitments: Sequence[Commitment], programmes: Sequence[Programme]
) -> tuple[Total, ...]:
    """Add up the ledger: all commitments, those of each country, and fund-raisings.

    Parameters
    ----------
    commitments, programmes
        The entries, with their relations.

    Returns
    -------
    tuple of Total
        ``commitments`` first, then ``commitments:FR`` and the like by size, then ``rounds``.
        Totals without any entry are left out.
    """
    works = [each for each in commitments if each.kind is EntryKind.COMMITMENT]
    rounds = [each for each in commitments if each.kind is EntryKind.ROUND]
    among = [*works, *rounds]
    by_country: dict[str, list[Commitment]] = defaultdict(list)
    for each in works:
        country = country_of(each)
        if country is not None:
            by_country[country].append(each)
    envelopes = [LeftOut(id=each.id, reason=_PROGRAMME) for each in programmes]
    raised = [LeftOut(id=each.id, reason=_ROUND) for each in rounds]
    every = Words(
        fr="Promesses et engagements, tous pays", en="Pledges and commitments, all countries"
    )
    found = [_total("commitments", every, works, among, [*raised, *envelopes])]
    countries = [
        _total(f"commitments:{code}", _in_country(code), entries, among, ())
        for code, entries in sorted(by_country.items())
        if len(by_country) > 1 or len(entries) < len(works)
    ]
    found.extend(sorted(countries, key=lambda total: (-(total.euros.low or 0), total.id)))
    found.append(
        _total("rounds", Words(fr="Levées de fonds", en="Fund-raisings"), rounds, among, ())
    )
    return tuple(total for total in found if total.sums)


def country_of(entry: Commitment | Programme) -> str | None:
    """The one country that all its known places lie in; None where there is none or several."""
    countries = {place.country for place in entry.places if place.country is not None}
    return countries.pop() if len(countries) == 1 else None


def _in_country(code: str) -> Words:
    # Pages have the countries' names; the ledger has their codes.
    return Words(fr=f"Promesses et engagements, {code}", en=f"Pledges and commitments, {code}")


def _total(
    key: str,
    title: Words,
    entries: Sequence[Commitment],
    among: Sequence[Commitment],
    apart: Sequence[LeftOut],
) -> Total:
    """Sum entries, without those inside another live one of `among`."""
    leaves_out = [LeftOut(id=each.id, reason=_CANCELLED) for each in entries if each.is_cancelled]
    live = [each for each in among if not each.is_cancelled and each.aside is None]
    wholes = {each.id: each.wholes for each in among}
    counted = set(outermost([each.id for each in live], lambda key: wholes.get(key, ())))
    sums = []
    for each in entries:
        if each.is_cancelled:
            continue
        if each.aside is not None:
            leaves_out.append(LeftOut(id=each.id, reason=ASIDE[each.aside]))
        elif each.id not in counted:
            leaves_out.append(LeftOut(id=each.id, reason=_INSIDE[_basis(each, wholes)]))
        elif each.purpose is Purpose.OTHER and not _is_built(each):
            leaves_out.append(LeftOut(id=each.id, reason=_ELSEWHERE))
        elif each.euros == Interval():
            leaves_out.append(LeftOut(id=each.id, reason=_UNPRICED))
        else:
            sums.append(each)
    return Total(
        id=key,
        title=title,
        euros=add_up([each.euros for each in sums]),
        without_open=add_up([each.euros for each in sums if each.euros.high is not None]),
        sums=tuple(each.id for each in sums),
        open_entries=tuple(each.id for each in sums if each.euros.high is None),
        leaves_out=(*leaves_out, *apart),
    )


def _is_built(entry: Commitment) -> bool:
    return bool(entry.capacities) or any(
        project.asset in (Asset.DATA_CENTRE, Asset.COMPUTE) for project in entry.projects
    )


def _basis(entry: Commitment, wholes: dict[str, tuple[str, ...]]) -> RelationBasis:
    """Stated, where a text makes it a part of a commitment; else a reading."""
    stated = any(
        relation.basis is RelationBasis.STATED and relation.whole in wholes
        for relation in entry.relations
    )
    return RelationBasis.STATED if stated else RelationBasis.READING
