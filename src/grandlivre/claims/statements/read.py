"""Statements of a spreadsheet: each figure of a row is a claim, its evidence the row's text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.claims.statements.cells import (
    Amount,
    amount_of,
    holds,
    parties_of,
    periods_of,
    places_of,
    purpose_of,
    role_of,
    stage_of,
)
from grandlivre.claims.statements.columns import Figure, figure_of, meaning_of, vocabulary
from grandlivre.documents.model import Document, Field
from grandlivre.reference.currencies import forms
from grandlivre.reference.parties import PartyKind, parties

_CONTEXT = 32
"""Characters of prefix and suffix kept with the evidence."""
_PLACE_COLUMNS = ("place", "department", "region", "country")
"""The finest first."""
_BUILDERS = (PartyKind.DATA_CENTRE, PartyKind.HYPERSCALER, PartyKind.NEOCLOUD)


def read_statement(document: Document) -> tuple[Claim, ...]:
    """Read the figures of one row of a spreadsheet.

    Parameters
    ----------
    document
        A statement (`Document.fields` not empty): columns are known by their names in French or
        English, those that are not known are passed over.

    Returns
    -------
    tuple of Claim
        One for each figure (money, power, energy, area, accelerators, jobs, sites) in the order
        of the row; the evidence runs from the cell of its lower end to that of its upper end.
        Cells without a sound figure give none.

    Notes
    -----
    `part_of` stays None, for a row holds no other claim to be a part of: the programme that the
    row names is kept among the reasons.

    Examples
    --------
    >>> from grandlivre.documents.model import Field
    >>> row = "MGX,30000000000,50000000000,2028"
    >>> names = ("investisseur", "montant_eur_min", "montant_eur_max", "mise en service")
    >>> ends = [3, 15, 27, 32]
    >>> starts = [0, 4, 16, 28]
    >>> cells = tuple(
    ...     Field(name=name, value=row[start:end], start=start, end=end)
    ...     for name, start, end in zip(names, starts, ends)
    ... )
    >>> claim, = read_statement(Document(id="doc_1", name="a.csv#2", text=row, fields=cells))
    >>> claim.evidence.quote, claim.low, claim.unit, claim.investors, claim.end
    ('30000000000,50000000000', Decimal('30000000000'), 'EUR', ('MGX',), '2028')
    """
    row = _Row(document)
    found = list(_figures(row))
    if not found:
        return ()
    said = _said(row)
    return tuple(_claim(row, said, figure) for figure in found)


class _Row:
    """The cells of a row by what their columns mean; of two with one meaning the first counts."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.named: dict[str, Field] = {}
        self.figures: dict[tuple[Measure, str], list[tuple[Figure, Field]]] = {}
        for cell in document.fields:
            if not cell.value.strip():
                continue
            meaning = meaning_of(cell.name)
            if meaning:
                self.named.setdefault(meaning, cell)
                continue
            figure = figure_of(cell.name)
            if figure is not None:
                self.figures.setdefault((figure.measure, figure.key), []).append((figure, cell))

    def value(self, meaning: str) -> str:
        """What stands in the column of that meaning; empty where nothing does."""
        cell = self.named.get(meaning)
        return cell.value.strip() if cell is not None else ""

    def reason(self, name: str, rule: str, meaning: str) -> Reason:
        """Why a claim's field is as it is: a rule, and the cell that it was read from."""
        cell = self.named.get(meaning)
        if cell is None:
            return Reason(field=name, rule=rule)
        return Reason(field=name, rule=rule, start=cell.start, end=cell.end)


class _Found(NamedTuple):
    """A figure of a row, and the cells that it stands in."""

    figure: Figure
    amount: Amount
    start: int
    end: int
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Said:
    """What a row says beside its figures."""

    investors: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    stage: Stage = Stage.ANNOUNCED
    sources: tuple[str, ...] = ()
    reasons: list[Reason] = field(default_factory=list)


def _figures(row: _Row) -> Iterator[_Found]:
    """The sound figures of a row, in its order."""
    read = [found for cells in row.figures.values() if (found := _figure(row, cells)) is not None]
    yield from sorted(read, key=lambda found: (found.start, found.figure.measure.value))


def _figure(row: _Row, cells: list[tuple[Figure, Field]]) -> _Found | None:
    """One figure from its cell, or from the cells of its two ends."""
    unit, reasons = _currency(row, cells[0][0])
    read: dict[str, tuple[Figure, Field, Amount]] = {}
    for figure, cell in cells:
        amount = amount_of(cell.value, _with_unit(figure, unit))
        if amount is not None and figure.end not in read:
            read[figure.end] = (figure, cell, amount)
    low, high = read.get("low"), read.get("high")
    if low is None and high is None:
        whole = read.get("")
        if whole is None or not whole[2].unit:
            return None
        return _Found(whole[0], whole[2], whole[1].start, whole[1].end, reasons)
    units = {each[2].unit for each in (low, high) if each is not None}
    if len(units) > 1 or not all(units):
        return None
    ends = [
        None if low is None else _least(low[2]),
        None if high is None else _most(high[2]),
    ]
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        ends.reverse()
        reasons += (Reason(field="low", rule="the cells of the two ends are exchanged"),)
    used = [each for each in (low, high) if each is not None]
    amount = Amount(low=ends[0], high=ends[1], unit=units.pop())
    start, end = min(each[1].start for each in used), max(each[1].end for each in used)
    return _Found(used[0][0], amount, start, end, reasons)


def _least(amount: Amount) -> Decimal | None:
    return amount.high if amount.low is None else amount.low


def _most(amount: Amount) -> Decimal | None:
    return amount.low if amount.high is None else amount.high


def _with_unit(figure: Figure, unit: str) -> Figure:
    if figure.unit == unit:
        return figure
    return Figure(
        measure=figure.measure,
        role=figure.role,
        unit=unit,
        factor=figure.factor,
        end=figure.end,
        key=figure.key,
    )


def _currency(row: _Row, figure: Figure) -> tuple[str, tuple[Reason, ...]]:
    """The unit of a figure: of money, the currency of its column, of its row, of its neighbours."""
    if figure.unit or figure.measure is not Measure.MONEY:
        return figure.unit, ()
    stated = row.value("currency").lower()
    codes = forms().get(stated, ())
    if codes:
        return codes[0], (row.reason("unit", "currency column", "currency"),)
    others = {
        other.unit
        for cells in row.figures.values()
        for other, _ in cells
        if other.measure is Measure.MONEY and other.unit
    }
    if len(others) == 1:
        return others.pop(), (Reason(field="unit", rule="currency of the row's other column"),)
    return "", ()


def _said(row: _Row) -> _Said:
    """Read who, where, when and how firmly, once for all figures of a row."""
    said = _Said()
    _read_parties(row, said)
    project = row.value("project")[:300]
    if project:
        said.projects = (project,)
        said.reasons.append(row.reason("projects", "project column", "project"))
    where = next((each for each in _PLACE_COLUMNS if places_of(row.value(each)).names), None)
    if where is not None:
        said.places = places_of(row.value(where)).names
        said.reasons.append(row.reason("places", f"{where} column", where))
    _read_dates(row, said)
    said.stage, phrase = stage_of(row.value("stage"))
    rule = f"stage column: {phrase}" if phrase else "no stage but the announcement"
    said.reasons.append(row.reason("stage", rule, "stage"))
    source = row.value("source") or row.document.publisher or ""
    if source:
        said.sources = (source[:300],)
        said.reasons.append(row.reason("attributed_to", "source column", "source"))
    programme = row.value("programme")
    if programme:
        rule = f"programme column: {programme[:200]}"
        said.reasons.append(row.reason("part_of", rule, "programme"))
    return said


def _read_parties(row: _Row, said: _Said) -> None:
    for name in ("investors", "beneficiaries"):
        names = parties_of(row.value(name))
        if name == "investors":
            said.investors, said.nameless = names.names, names.nameless
        else:
            said.beneficiaries = names.names
        if names.names:
            said.reasons.append(row.reason(name, f"{name} column", name))
        for remark in names.remarks:
            said.reasons.append(row.reason(name, f"remark: {remark[:120]}", name))
        for nobody in names.nameless:
            said.reasons.append(row.reason(name, f"no name: {nobody[:120]}", name))


def _read_dates(row: _Row, said: _Said) -> None:
    """The first date of the start's cell, the last one of the end's."""
    published = row.document.published
    starts = periods_of(row.value("start"), published)
    ends = periods_of(row.value("end"), published)
    if starts:
        said.start = min(starts, key=lambda period: period.first).text
        said.reasons.append(row.reason("start", "start column", "start"))
    if ends:
        said.end = max(ends, key=lambda period: period.last).text
        rule = "end column" if len(ends) == 1 else "end column: the last of its dates"
        said.reasons.append(row.reason("end", rule, "end"))


def _claim(row: _Row, said: _Said, found: _Found) -> Claim:
    document, text = row.document, row.document.text
    purpose, why_purpose = _purpose(row, said)
    role, why_role = _role(row, said, found.figure, purpose)
    return Claim(
        id=content_key("clm", document.id, found.start, found.end, found.figure.measure.value),
        document=document.name,
        document_id=document.id,
        evidence=Evidence(
            quote=text[found.start : found.end],
            start=found.start,
            end=found.end,
            prefix=text[max(0, found.start - _CONTEXT) : found.start],
            suffix=text[found.end : found.end + _CONTEXT],
        ),
        measure=found.figure.measure,
        low=found.amount.low,
        high=found.amount.high,
        unit=found.amount.unit,
        role=role,
        investors=said.investors,
        beneficiaries=said.beneficiaries,
        projects=said.projects,
        places=said.places,
        purpose=purpose,
        start=said.start,
        end=said.end,
        stage=said.stage,
        attributed_to=said.sources,
        reader="statement",
        reasons=(why_role, why_purpose, *found.reasons, *said.reasons),
    )


def _role(row: _Row, said: _Said, figure: Figure, purpose: Purpose) -> tuple[Role, Reason]:
    """What a figure is: by its column, the row's nature, its project's name and who pays."""
    if figure.measure is not Measure.MONEY:
        if figure.measure is Measure.POWER and figure.role is Role.CAPACITY:
            for column in ("project", "stage", "programme"):
                word = holds(row.value(column), vocabulary().demands)
                if word:
                    return Role.DEMAND, row.reason("role", f"{column} column: {word}", column)
        return figure.role, Reason(field="role", rule="column of the figure")
    if figure.role is not Role.COMMITMENT:
        return figure.role, Reason(field="role", rule="column of the figure")
    stated = role_of(row.value("role"))
    if stated is not None:
        return stated[0], row.reason("role", f"role column: {stated[1]}", "role")
    if holds(row.value("stage"), ("spent", "disbursed", "depense", "decaisse", "verse")):
        return Role.SPENT, row.reason("role", "stage column: spent", "stage")
    return _undertaking(row, said, purpose)


def _undertaking(row: _Row, said: _Said, purpose: Purpose) -> tuple[Role, Reason]:
    """A programme that gathers several parties' money, or one undertaking's own."""
    known = vocabulary()
    total = holds(row.value("project"), known.sums)
    if total:
        return Role.PROGRAMME, row.reason("role", f"project column: {total}", "project")
    many = [payer for payer in said.nameless if not holds(payer, known.secret)]
    if many and not _companies(said.investors):
        return Role.PROGRAMME, row.reason("role", "payers without a name", "investors")
    plan = holds(row.value("project"), known.plans)
    is_public = not _companies(said.investors)
    if is_public and (plan or (said.investors and purpose not in _ASSETS)):
        return Role.PROGRAMME, row.reason("role", "a State's money for no named asset", "investors")
    return Role.COMMITMENT, Reason(field="role", rule="money of named payers")


_ASSETS = (Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.ENERGY, Purpose.NETWORK)


def _companies(names: Iterable[str]) -> list[str]:
    """Those of some parties that are no State, Union or government."""
    governments = vocabulary().governments
    found = []
    for name in names:
        folded = fold(name)
        known = parties().by_name(folded)
        is_government = known is not None and known.kind is PartyKind.GOVERNMENT
        if not is_government and folded not in governments:
            found.append(name)
    return found


def _purpose(row: _Row, said: _Said) -> tuple[Purpose, Reason]:
    """What it is for: by the words of the row, else by who builds or what is counted."""
    for column in ("purpose", "project"):
        found = purpose_of(row.value(column))
        if found is not None:
            return found[0], row.reason("purpose", f"{column} column: {found[1]}", column)
    measures = {measure for measure, _ in row.figures}
    if Measure.ACCELERATORS in measures:
        return Purpose.COMPUTE, Reason(field="purpose", rule="the row counts accelerators")
    for name in said.investors:
        known = parties().by_name(fold(name))
        if known is not None and known.kind in _BUILDERS:
            rule = f"what {known.name} builds"
            return Purpose.DATA_CENTRE, row.reason("purpose", rule, "investors")
    if Measure.POWER in measures:
        return Purpose.DATA_CENTRE, Reason(field="purpose", rule="the row gives a power")
    programme = purpose_of(row.value("programme"))
    if programme is not None:
        rule = f"programme column: {programme[1]}"
        return programme[0], row.reason("purpose", rule, "programme")
    return Purpose.OTHER, Reason(field="purpose", rule="nothing says it")
