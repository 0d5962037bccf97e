"""Sums of entries that say what they add and what they leave out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Purpose
from grandlivre.entities.model import Asset
from grandlivre.ledger.entries.programmes import add_up, outermost
from grandlivre.ledger.folds import KEYS, Fold, ordered
from grandlivre.ledger.model import (
    Aside,
    Commitment,
    EntryKind,
    Ledger,
    LeftOut,
    Programme,
    RelationBasis,
    Total,
    Words,
)
from grandlivre.ledger.natures import country_of, home_of

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
    Aside.REMAINDER: Words(
        fr="compte fait par le texte lui-même à partir d’autres chiffres\u00a0: rien de promis",
        en="a text’s own reckoning from other figures: nothing that was pledged",
    ),
    Aside.PART_OF_ASIDE: Words(
        fr="partie, selon un seul texte, d’un tout lui-même mis de côté",
        en="in one text alone a part of a whole that is itself set aside",
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


def fold_totals(ledger: Ledger, by: Fold, of: str = "commitments") -> tuple[Total, ...]:
    """Break a total down, with nothing counted twice.

    Parameters
    ----------
    ledger
        From `grandlivre.ledger.reconcile`.
    by
        What to fold by: who pays, whose money it is, what for, where, the year when it was
        announced, or how far it has come.
    of
        Id of the total: all commitments, those of a country (``commitments:FR``), or ``rounds``.

    Returns
    -------
    tuple of Total
        One total a value, such as ``commitments/place:FR-32``, by falling size (years and stages
        in their order). Each entry of the total stands in exactly one of them, so that their
        bounds add up to its own; what the total leaves out is left out where it would have stood,
        with the same reason. Empty for a ledger without that total.

    Notes
    -----
    A part is counted with its whole, wherever the part would stand alone: eight billion in one
    town, inside fifty for a country, are not added to that town's total. An entry that several
    parties pay for stands under all of them together, since no text divides it.
    """
    whole = next((each for each in ledger.totals if each.id == of), None)
    if whole is None:
        return ()
    entries = {each.id: each for each in ledger.commitments}
    home = home_of(ledger)
    groups: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, Words] = {}
    left = {each.id: each for each in whole.leaves_out if each.id in entries}
    for key in (*whole.sums, *left):
        value, title = KEYS[by](entries[key], home)
        groups[value].append(key)
        titles.setdefault(value, title)
    found = [
        _folded(f"{whole.id}/{by.value}:{value}", titles[value], keys, entries, left)
        for value, keys in groups.items()
        if any(key not in left for key in keys)
    ]
    return ordered(found, by)


def _folded(
    key: str,
    title: Words,
    keys: Sequence[str],
    entries: Mapping[str, Commitment],
    left: Mapping[str, LeftOut],
) -> Total:
    live = [entries[each] for each in keys if each not in left]
    total = _sum_of(key, title, live)
    return replace(total, leaves_out=tuple(left[each] for each in keys if each in left))


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
    return replace(_sum_of(key, title, sums), leaves_out=(*leaves_out, *apart))


def _sum_of(key: str, title: Words, entries: Sequence[Commitment]) -> Total:
    return Total(
        id=key,
        title=title,
        euros=add_up([each.euros for each in entries]),
        without_open=add_up([each.euros for each in entries if each.euros.high is not None]),
        sums=tuple(each.id for each in entries),
        open_entries=tuple(each.id for each in entries if each.euros.high is None),
        leaves_out=(),
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
