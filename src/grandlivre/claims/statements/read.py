"""Statements of a spreadsheet: each figure of a row is a claim, its evidence the row's text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.claims.statements.cells import (
    holds,
    parties_of,
    periods_of,
    places_of,
    purpose_of,
    role_of,
    stage_of,
)
from grandlivre.claims.statements.columns import Figure, vocabulary
from grandlivre.claims.statements.figures import Found, figures_of, unread_of
from grandlivre.claims.statements.row import Row
from grandlivre.documents.model import Document
from grandlivre.errors import DocumentError
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
        Cells without a sound figure give none: `unread_cells` names them.

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
    row = Row(document)
    found = list(figures_of(row))
    if not found:
        return ()
    said = _said(row)
    return tuple(_claim(row, said, figure) for figure in found)


def unread_cells(document: Document) -> tuple[DocumentError, ...]:
    """Name the cells of one row that should hold a figure, and hold what none can be read from.

    Parameters
    ----------
    document
        As for `read_statement`; prose has no cells, and gives none.

    Returns
    -------
    tuple of DocumentError
        One for each such cell in the order of the row, to be told and not raised: the rest of
        the row is read. Empty cells and those that say that there is no figure ("n/a",
        "undisclosed") are none.

    Examples
    --------
    >>> from grandlivre.documents.model import Field
    >>> cell = Field(name="power_mw", value="plenty", start=0, end=6)
    >>> row = Document(id="doc_1", name="a.csv#2", text="plenty", fields=(cell,))
    >>> str(unread_cells(row)[0]).partition(" — ")[0]
    'a.csv#2: the column power_mw holds “plenty”, which cannot be read as a figure'
    """
    return unread_of(Row(document))


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


def _said(row: Row) -> _Said:
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


def _read_parties(row: Row, said: _Said) -> None:
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


def _read_dates(row: Row, said: _Said) -> None:
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


def _claim(row: Row, said: _Said, found: Found) -> Claim:
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


def _role(row: Row, said: _Said, figure: Figure, purpose: Purpose) -> tuple[Role, Reason]:
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


def _undertaking(row: Row, said: _Said, purpose: Purpose) -> tuple[Role, Reason]:
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


def _purpose(row: Row, said: _Said) -> tuple[Purpose, Reason]:
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
