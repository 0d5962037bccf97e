"""Which entries of a ledger build something, and why the others do not."""

from collections.abc import Iterable

from grandlivre.claims.model import Purpose
from grandlivre.entities.model import Asset, Entity
from grandlivre.ledger.model import Aside, Commitment, EntryKind, Ledger, Programme, Words
from grandlivre.ledger.natures import PUBLIC_KINDS, home_of
from grandlivre.ledger.totals import ASIDE
from grandlivre.programme.facts import is_town

_ROUND = Words(
    fr="levée de fonds\u00a0: elle finance une entreprise, pas un chantier",
    en="a fund-raising: it pays for a company, not for a site",
)
_SPENT_ON = {
    Purpose.COMPANIES: Words(
        fr="finance des entreprises\u00a0: aucun texte ne dit ce que cela construirait",
        en="pays for companies: no text says what it would build",
    ),
    Purpose.RESEARCH: Words(fr="finance la recherche", en="pays for research"),
    Purpose.TRAINING: Words(fr="finance des formations", en="pays for training"),
    Purpose.OPEN_SOURCE: Words(fr="finance des logiciels", en="pays for software"),
}
_ELSEWHERE = Words(
    fr="aucun texte ne le rattache à l’IA ou à ses infrastructures",
    en="no text ties it to AI or its infrastructure",
)
_NOTHING = Words(
    fr="aucun texte ne dit ce qui serait construit, ni où, ni par qui",
    en="no text says what would be built, nor where, nor by whom",
)
_GRID = Words(
    fr="puissance que le réseau offre\u00a0: un autre doit y construire",
    en="power that the grid offers: someone else has to build there",
)
_TOTAL = Words(
    fr="redit, dans un seul texte, le total d’une enveloppe",
    en="tells again, in one text alone, the total of an envelope",
)
_NOBODY = Words(
    fr="une puissance sans constructeur ni lieu",
    en="a power without a builder or a place",
)
_BUILT = frozenset({Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.ENERGY})
_GRID_KINDS = frozenset({"grid"})


def reason_not_built(entry: Commitment) -> Words | None:
    """Why an entry builds nothing by itself; None where it does."""
    if entry.aside is not None:
        return ASIDE[entry.aside]
    if entry.kind is EntryKind.ROUND:
        return _ROUND
    if entry.kind is EntryKind.CAPACITY:
        return _power_alone(entry)
    if entry.purpose in _SPENT_ON and not entry.capacities:
        return _SPENT_ON[entry.purpose]
    if entry.purpose is Purpose.OTHER and not (entry.capacities or _is_asset(entry)):
        return _ELSEWHERE
    if entry.capacities or _is_asset(entry):
        return None
    if entry.purpose in _BUILT and any(map(is_town, entry.places)):
        return None
    if _is_known(entry.known_by) and entry.purpose is Purpose.DATA_CENTRE and not _is_fund(entry):
        return None
    return _NOTHING


def is_told_again(entry: Commitment, ledger: Ledger) -> Words | None:
    """Why an entry of one text adds nothing to what else the ledger holds; None where it does."""
    if entry.origins > 1 or entry.kind is not EntryKind.COMMITMENT:
        return None
    entries = {each.id: each for each in ledger.commitments}
    wholes = [entries[each] for each in entry.wholes if each in entries]
    if wholes and all(each.aside is not None for each in wholes):
        return ASIDE[Aside.PART_OF_ASIDE]
    if all(each.kind in PUBLIC_KINDS for each in entry.known_by) and any(
        entry.euros.is_exact and entry.euros.high in (each.euros.low, each.euros.high)
        for each in ledger.programmes
    ):
        return _TOTAL
    return None


def is_abroad(entry: Commitment | Programme, country: str | None, ledger: Ledger) -> bool:
    """True where no part of it lies in the country that is asked for."""
    if country is None:
        return False
    countries = {place.country for place in entry.places if place.country}
    if countries:
        return country not in countries
    if entry.places and all(place.level == 1 for place in entry.places):
        return True
    # Texts of a ledger leave out their own country, never another one.
    home = home_of(ledger)
    return home is not None and country != home


def is_offer(entry: Commitment) -> bool:
    """True where the grid's operator or the State offers power, and no builder is named."""
    if entry.kind is not EntryKind.CAPACITY:
        return False
    named = [each for each in entry.investors if each.is_known]
    public = all(each.kind in PUBLIC_KINDS for each in named)
    # Without anybody whom a list knows, a power that one text tells of is nobody's project.
    lone = not named and (entry.origins == 1 or not _has_name(entry))
    return lone or (bool(named) and public and _has_grid(named))


def _power_alone(entry: Commitment) -> Words | None:
    named = [each for each in entry.investors if each.is_known]
    if is_offer(entry):
        return _GRID if named or any(map(is_town, entry.places)) else _NOBODY
    return None


def _has_grid(parties: Iterable[Entity]) -> bool:
    return any(each.kind in _GRID_KINDS for each in parties)


def _has_name(entry: Commitment) -> bool:
    """True where a text calls what is built by a name of its own."""
    return any(each.is_named and each.asset is not Asset.FUND for each in entry.projects)


def _is_asset(entry: Commitment) -> bool:
    return any(
        each.asset in (Asset.DATA_CENTRE, Asset.COMPUTE, Asset.ENERGY) for each in entry.projects
    )


def _is_fund(entry: Commitment) -> bool:
    return bool(entry.projects) and all(each.asset is Asset.FUND for each in entry.projects)


def _is_known(parties: Iterable[Entity]) -> bool:
    return any(each.is_known and each.kind not in PUBLIC_KINDS for each in parties)
