"""What the columns of an analyst's spreadsheet mean, by their names in French or English."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from grandlivre.base.fold import fold
from grandlivre.claims.model import Measure, Purpose, Role, Stage
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.currencies import currencies, forms
from grandlivre.reference.tables import data_toml
from grandlivre.reference.words import units

_FILE = "statement_columns.toml"
_LONGEST_NAME = 120
_PIECE = re.compile(r"(?:(?<![^\W_])[A-Za-z]{1,3})?[€$£¥₹]|[^\W_]+[²³]?")
_SIGNS = "€$£¥₹"
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words by which columns and cells are understood; all of them folded."""

    columns: Mapping[str, str]
    """Name of a column to its meaning."""
    ends: Mapping[str, str]
    """Word to the end of an interval, ``low`` or ``high``."""
    scales: Mapping[str, Decimal]
    fillers: frozenset[str]
    figures: Mapping[str, tuple[Measure, Role]]
    blanks: frozenset[str]
    """What a cell of figures holds that is to say nothing."""
    withheld: frozenset[str]
    """Phrases by which a cell of figures says that a figure is kept back or not known."""
    unfinished: frozenset[str]
    """Words after which half of an interval is missing."""
    nouns: Mapping[Measure, str]
    """What makes a bare number of a cell a quantity that the grammar of texts reads."""
    stages: Mapping[str, Stage]
    negators: frozenset[str]
    demands: frozenset[str]
    purposes: Mapping[str, Purpose]
    """In the order in which they are looked for."""
    roles: Mapping[str, Role]
    sums: frozenset[str]
    plans: frozenset[str]
    governments: frozenset[str]
    generic: frozenset[str]
    counts: frozenset[str]
    secret: frozenset[str]
    leads: frozenset[str]
    corporate: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a column of figures holds."""

    measure: Measure
    role: Role
    unit: str
    """ISO 4217 code, ``W``, ``Wh``, ``m2`` or ``count``; empty for money whose column names no
    currency."""
    factor: Decimal
    """What a bare number of the column is multiplied by to be in `unit`."""
    end: str = ""
    """``low``, ``high``, or empty for a column that holds the whole figure."""
    key: str = ""
    """The rest of its name: columns of one key are the two ends of one figure."""


@cache
def vocabulary() -> Vocabulary:
    """Load the words of columns and cells.

    Raises
    ------
    ReferenceDataError
        Where the data file is malformed or gives one word two meanings.

    Examples
    --------
    >>> vocabulary().columns["investisseurs"], vocabulary().stages["permis accorde"].value
    ('investors', 'confirmed')
    """
    data = data_toml(_FILE)
    figures: dict[str, tuple[Measure, Role]] = {}
    for entry in _list(data, "figures"):
        for word in _texts(entry, "words"):
            figures[word] = (Measure(str(entry["measure"])), Role(str(entry["role"])))
    programmes, generic = _table(data, "programmes"), _table(data, "generic")
    return Vocabulary(
        columns=_inverted(data, "columns"),
        ends=_inverted(data, "ends"),
        scales=MappingProxyType({k: _written_out(v) for k, v in _inverted(data, "scales").items()}),
        fillers=frozenset(_texts(_table(data, "fillers"), "words")),
        figures=MappingProxyType(figures),
        blanks=frozenset(_texts(_table(data, "blanks"), "words")),
        withheld=frozenset(_texts(_table(data, "blanks"), "withheld")),
        unfinished=frozenset(_texts(_table(data, "blanks"), "unfinished")),
        nouns=MappingProxyType(
            {Measure(key): str(noun) for key, noun in _table(data, "nouns").items()}
        ),
        stages=MappingProxyType({k: Stage(v) for k, v in _inverted(data, "stages").items()}),
        negators=frozenset(_texts(_table(data, "negators"), "words")),
        demands=frozenset(_texts(_table(data, "demands"), "words")),
        purposes=MappingProxyType({k: Purpose(v) for k, v in _inverted(data, "purposes").items()}),
        roles=MappingProxyType({k: Role(v) for k, v in _inverted(data, "roles").items()}),
        sums=frozenset(_texts(programmes, "sums")),
        plans=frozenset(_texts(programmes, "plans")),
        governments=frozenset(_texts(programmes, "governments")),
        generic=frozenset(_texts(generic, "words")),
        counts=frozenset(_texts(generic, "counts")),
        secret=frozenset(_texts(generic, "secret")),
        leads=frozenset(_texts(generic, "leads")),
        corporate=frozenset(_texts(generic, "corporate")),
    )


@lru_cache(maxsize=4096)
def meaning_of(name: str) -> str:
    """What a column that names something is of; empty where its name is not known.

    Examples
    --------
    >>> meaning_of("Mise en service"), meaning_of("part_of"), meaning_of("latitude")
    ('end', 'programme', '')
    """
    return vocabulary().columns.get(fold(name[:_LONGEST_NAME]), "")


@lru_cache(maxsize=4096)
def figure_of(name: str) -> Figure | None:
    """What a column of figures holds; None where it is no such column.

    Parameters
    ----------
    name
        The column's name: measure, unit, scale and end of an interval in any order.

    Examples
    --------
    >>> figure_of("investment_eur_low")
    Figure(measure=<Measure.MONEY: 'money'>, role=<Role.COMMITMENT: 'commitment'>, unit='EUR',
           factor=Decimal('1'), end='low', key='investment eur')
    >>> figure_of("Puissance max (MW)").factor, figure_of("Montant (Md€)").factor
    (Decimal('1000000'), Decimal('1000000000'))
    >>> figure_of("capex_eur_per_mw") is None
    True
    """
    known = vocabulary()
    measures: list[tuple[Measure, Role]] = []
    found_units: list[tuple[Measure, str, Decimal]] = []
    end, scale, key = "", _ONE, []
    pieces = _pieces(name)
    for at, (piece, word) in enumerate(pieces):
        if word in known.ends:
            end = known.ends[word]
            continue
        key.append(word)
        unit = unit_of(piece)
        if unit is not None:
            found_units.append(unit)
        elif word in known.figures:
            measures.append(known.figures[word])
        elif word in known.scales and (found_units or measures or at + 1 < len(pieces)):
            scale *= known.scales[word]
        elif word not in known.fillers:
            return None
    return _figure(measures, found_units, scale, end, " ".join(key))


def _figure(
    measures: list[tuple[Measure, Role]],
    found_units: list[tuple[Measure, str, Decimal]],
    scale: Decimal,
    end: str,
    key: str,
) -> Figure | None:
    """Put together what the words of a column's name say, where they agree."""
    if len(found_units) > 1 or not (measures or found_units):
        return None
    # "Capacity reserved", "number of GPUs financed": the last word that a unit allows decides.
    allowed = [each for each in measures if not found_units or each[0] is found_units[0][0]]
    if measures and not allowed:
        return None
    if not allowed:
        measure = found_units[0][0]
        role = Role.COMMITMENT if measure is Measure.MONEY else Role.CAPACITY
    else:
        measure, role = next((m for m in allowed if m[1] not in _USUAL), allowed[0])
    if found_units:
        _, unit, factor = found_units[0]
        return Figure(
            measure=measure, role=role, unit=unit, factor=factor * scale, end=end, key=key
        )
    unit = _BARE_UNITS.get(measure, "")
    return Figure(measure=measure, role=role, unit=unit, factor=scale, end=end, key=key)


_USUAL = (Role.COMMITMENT, Role.CAPACITY)
_BARE_UNITS = {
    Measure.SITES: "count",
    Measure.ACCELERATORS: "count",
    Measure.JOBS: "count",
    Measure.PEOPLE: "count",
}


def _pieces(name: str) -> list[tuple[str, str]]:
    """The words of a column's name as written and folded: "M€" is a scale and a currency."""
    pieces = []
    for found in _PIECE.finditer(name[:_LONGEST_NAME]):
        piece = found.group()
        if piece[-1] in _SIGNS and piece.lower() not in forms():
            pieces.append((piece[:-1], fold(piece[:-1])))
            piece = piece[-1]
        pieces.append((piece, fold(piece) or piece))
    return pieces


def unit_of(piece: str) -> tuple[Measure, str, Decimal] | None:
    """Currency or unit that a word of a column's name stands for: measure, base unit, factor.

    Examples
    --------
    >>> unit_of("MW"), unit_of("phase")
    ((<Measure.POWER: 'power'>, 'W', Decimal('1000000')), None)
    """
    if piece[-1:] and piece[-1] in _SIGNS:
        return Measure.MONEY, forms()[piece.lower()][0], _ONE
    if piece.upper() in currencies() and len(piece) == 3 and piece.upper() not in _WORDS_TOO:
        return Measure.MONEY, piece.upper(), _ONE
    lower = piece.lower()
    if lower in ("euro", "euros", "dollar", "dollars"):
        return Measure.MONEY, forms()[lower][0], _ONE
    unit = _units().get(lower)
    return None if unit is None else (Measure(unit[0]), unit[1], unit[2])


# Codes of currencies that are words of a column's name before they are money.
_WORDS_TOO = frozenset({"ALL", "TRY", "TOP", "CUP", "MAD", "AMD"})


@cache
def _units() -> Mapping[str, tuple[str, str, Decimal]]:
    """Units by their lower-case form, as column names do not mind capitals."""
    found: dict[str, tuple[str, str, Decimal]] = {}
    for form, unit in {**units().names, **units().signs}.items():
        if len(form) > 1:
            found.setdefault(form.lower(), (unit.measure, unit.base, unit.factor))
    return MappingProxyType(found)


def _table(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = data.get(key)
    if not isinstance(found, dict):
        raise _malformed(f"no [{key}]")
    return found


def _list(data: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    found = data.get(key)
    if not isinstance(found, list):
        raise _malformed(f"no [[{key}]]")
    yield from found


def _texts(table: Mapping[str, object], key: str) -> list[str]:
    found = table.get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise _malformed(f"{key} is no list of words")
    return found


def _inverted(data: Mapping[str, object], section: str) -> Mapping[str, str]:
    """A section of lists turned around: each phrase to what its list is called."""
    found: dict[str, str] = {}
    table = _table(data, section)
    for key in table:
        for phrase in _texts(table, key):
            if phrase in found:
                raise _malformed(f"{phrase!r} stands twice in [{section}]")
            found[phrase] = key
    return MappingProxyType(found)


def _written_out(value: str) -> Decimal:
    return Decimal(format(Decimal(value), "f"))


def _malformed(what: str) -> ReferenceDataError:
    return ReferenceDataError(
        what,
        where=f"reference/data/{_FILE}",
        remedy="correct the file, or install the package anew",
    )
