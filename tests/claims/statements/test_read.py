"""Statements of spreadsheets: columns, cells and the claims of rows."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.base.codec import dumps, loads
from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim, Measure, Purpose, Role, Stage
from grandlivre.claims.statements import read_statement, unread_cells
from grandlivre.claims.statements.amounts import amount_of
from grandlivre.claims.statements.cells import (
    parties_of,
    periods_of,
    places_of,
    stage_of,
)
from grandlivre.claims.statements.columns import figure_of, meaning_of, vocabulary
from grandlivre.documents.content import Content
from grandlivre.documents.model import Document
from grandlivre.documents.readers import read, read_content
from grandlivre.documents.sources import Source
from grandlivre.reference.tables import data_text

CORPUS = Path(__file__).parents[3] / "src/grandlivre/data/corpus/statements.csv"


def claims_of(name: str, data: str) -> list[Claim]:
    documents = list(read_content(Content(name=name, head=data.encode())))
    assert all(isinstance(each, Document) for each in documents), documents
    return [c for each in documents if isinstance(each, Document) for c in read_statement(each)]


def row_claims(**cells: str) -> dict[Measure, Claim]:
    """Claims of one row of a table, by measure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*cells, "zz"])
    writer.writerow([*cells.values(), "x"])
    return {claim.measure: claim for claim in claims_of("table.csv", out.getvalue())}


# --- columns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "measure", "unit", "factor", "end"),
    [
        ("investment_eur_low", "money", "EUR", "1", "low"),
        ("investment_usd_high", "money", "USD", "1", "high"),
        ("Montant (M€)", "money", "EUR", "1000000", ""),
        ("CAPEX (US$ bn)", "money", "USD", "1000000000", ""),
        ("montant", "money", "", "1", ""),
        ("k€", "money", "EUR", "1000", ""),
        ("Puissance max (MW)", "power", "W", "1000000", "high"),
        ("capacity_gw", "power", "W", "1000000000", ""),
        ("energy_twh", "energy", "Wh", "1000000000000", ""),
        ("Superficie en hectares", "area", "m2", "10000", ""),
        ("surface (m²)", "area", "m2", "1", ""),
        ("nombre de GPU", "accelerators", "count", "1", ""),
        ("Emplois directs", "jobs", "count", "1", ""),
    ],
)
def test_columns_of_figures(name: str, measure: str, unit: str, factor: str, end: str) -> None:
    figure = figure_of(name)
    assert figure is not None
    assert (figure.measure, figure.unit, figure.factor, figure.end) == (
        measure,
        unit,
        Decimal(factor),
        end,
    )


@pytest.mark.parametrize(
    "name",
    [
        "capex_eur_per_mw",
        "distance_km",
        "latitude",
        "note",
        "pue",
        "total",
        "M",
        "low",
        "",
        "€/MW",
        "all",
    ],
)
def test_other_columns_are_passed_over(name: str) -> None:
    assert figure_of(name) is None


def test_two_ends_of_one_figure_have_one_key() -> None:
    keys = {
        figure.key
        for name in ("puissance_mw_min", "puissance_mw_max", "Puissance (MW) haute")
        if (figure := figure_of(name)) is not None
    }
    assert keys == {"puissance mw"}


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Investisseurs", "investors"),
        ("Lieu", "place"),
        ("département", "department"),
        ("État d'avancement", "stage"),
        ("construction_start", "start"),
        ("Mise en service", "end"),
        ("part_of", "programme"),
        ("source_name", "source"),
        ("Bénéficiaire", "beneficiaries"),
        ("announced_on", ""),
    ],
)
def test_columns_of_names(name: str, meaning: str) -> None:
    assert meaning_of(name) == meaning


def test_no_column_is_both_a_name_and_a_figure() -> None:
    both = [name for name in vocabulary().columns if figure_of(name) is not None]
    assert both == []


def test_words_are_folded() -> None:
    from grandlivre.base.fold import fold

    known = vocabulary()
    tables = (
        known.columns,
        known.ends,
        known.scales,
        known.figures,
        known.stages,
        known.purposes,
        known.roles,
        known.fillers,
        known.generic,
        known.sums,
        known.plans,
        known.demands,
    )
    assert [word for table in tables for word in table if fold(word) != word] == []
    assert data_text("statement_columns.toml").isascii()


# --- cells -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "column", "low", "high"),
    [
        ("1400", "power_mw", "1.4e9", "1.4e9"),
        ("20.6", "area_ha", "206000", "206000"),
        ("20,6", "area_ha", "206000", "206000"),
        ("2.5e9", "montant_eur", "2.5e9", "2.5e9"),
        ("15 000 000 000", "montant_eur", "15e9", "15e9"),
        ("15\u202f000\u00a0000", "montant_eur", "15e6", "15e6"),
        ("8,500,000,000", "investment_eur", "8.5e9", "8.5e9"),
        ("8,5", "Montant (Md€)", "8.5e9", "8.5e9"),
        ("8,5 Md€", "montant", "8.5e9", "8.5e9"),
        ("up to 15", "investment_eur_bn", None, "15e9"),
        ("jusqu'à 50 000", "GPU", None, "50000"),
        ("1.4 GW", "capacity", "1.4e9", "1.4e9"),
        ("plus de 1 GW", "puissance_mw", "1e9", None),
        ("1000000+", "accelerators", "1000000", None),
        ("13800 GB300", "accelerators", "13800", "13800"),
        ("1456 H100", "accelerators", "1456", "1456"),
        ("288000 H100-equivalent", "accelerators", "288000", "288000"),
        ("100000 per gigafactory", "accelerators", "100000", "100000"),
        ("entre 30 et 50", "Montant (Md€)", "30e9", "50e9"),
    ],
)
def test_figures(cell: str, column: str, low: str | None, high: str | None) -> None:
    figure = figure_of(column)
    assert figure is not None
    amount = amount_of(cell, figure)
    assert amount is not None
    assert (amount.low, amount.high) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    "cell",
    [
        "AMD Instinct, number undisclosed", "n/a", "tbc", "-", "0", "-5", "NaN", "Infinity", "1e999999",
        "9" * 60, "9" * 5000, "1e-400", "0.0", "#REF!", "=1+1", "1_0_0_0x", "\u0661\u0662\u0663x", "12/05/2026",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "column", ["accelerators", "montant_eur", "power_mw", "montant", "capacity"]
)
def test_what_is_no_figure(cell: str, column: str) -> None:
    figure = figure_of(column)
    assert figure is not None
    assert amount_of(cell, figure) is None


@pytest.mark.parametrize(
    ("cell", "periods"),
    [
        ("2028 (first buildings)", ["2028"]),
        ("2026 (first), 2028 (full)", ["2026", "2028"]),
        ("2029-2030", ["2029", "2030"]),
        ("2026-H2", ["2026-H2"]),
        ("2026-Q3", ["2026-Q3"]),
        ("2026-06-30", ["2026-06-30"]),
        ("2025-06 (operational)", ["2025-06"]),
        ("30/06/2026", ["2026-06-30"]),
        ("2026-13-45", []),
        ("soon", []),
        ("120 MW", []),
    ],
)
def test_dates(cell: str, periods: list[str]) -> None:
    assert [period.text for period in periods_of(cell, None)] == periods


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("end 2026 (120 MW), end 2027 (240 MW)", 2027),
        ("2026 late summer (first), end 2026 (half)", 2026),
        ("end 2027 (240 MW), before end 2029 (700 MW), later 1400 MW", 2029),
        ("2030 (first 200 MW)", 2030),
        ("fin 2027", 2027),
        ("T3 2027", 2027),
    ],
)
def test_the_last_date_of_a_cell(cell: str, year: int) -> None:
    assert max(period.year for period in periods_of(cell, None)) == year


@pytest.mark.parametrize(
    ("cell", "stage"),
    [
        ("announced", Stage.ANNOUNCED),
        ("", Stage.ANNOUNCED),
        ("joint venture announced", Stage.ANNOUNCED),
        ("building permit filed 28 June 2025", Stage.ANNOUNCED),
        (
            "permit granted Dec 2025, court challenge 18 Feb 2026, planned power doubled",
            Stage.CONFIRMED,
        ),
        ("agreement signed", Stage.CONFIRMED),
        ("contract awarded, start of operational phase", Stage.CONFIRMED),
        ("memorandum of understanding", Stage.CONSIDERED),
        ("protocole d'accord", Stage.CONSIDERED),
        ("under construction", Stage.UNDER_CONSTRUCTION),
        ("Travaux en cours", Stage.UNDER_CONSTRUCTION),
        ("44 MW being built; first deployment already running", Stage.UNDER_CONSTRUCTION),
        ("in service, expanding", Stage.OPERATIONAL),
        ("not yet in service", Stage.ANNOUNCED),
        ("pas encore en service", Stage.ANNOUNCED),
        ("mis en service", Stage.OPERATIONAL),
        ("withdrawn: Fluidstack pulled out, tender reopened", Stage.CANCELLED),
        ("announced, then cancelled", Stage.CANCELLED),
        ("abandonné", Stage.CANCELLED),
    ],
)
def test_stages(cell: str, stage: Stage) -> None:
    assert stage_of(cell)[0] is stage


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("MGX; Mistral AI; NVIDIA; Bpifrance", ("MGX", "Mistral AI", "NVIDIA", "Bpifrance")),
        ("MGX; Oracle; SoftBank (as stated)", ("MGX", "Oracle", "SoftBank")),
        ("OpCore (Iliad; InfraVia); EDF", ("OpCore", "EDF")),
        (
            "BNP Paribas, HSBC, La Banque Postale (lenders)",
            ("BNP Paribas", "HSBC", "La Banque Postale"),
        ),
        ("Vantage Data Centers, Inc.", ("Vantage Data Centers, Inc",)),
        ("MGX and French partners", ("MGX",)),
        ("28 companies; Iliad 4 bn", ("Iliad",)),
        ("Ernst and Young", ("Ernst and Young",)),
        ("'BP France' (sic); MGX", ("BP France", "MGX")),
        ("foreign investors", ()),
        ("private, mostly foreign", ()),
        ("70+ projects", ()),
        ("investisseurs privés étrangers", ()),
        ("EU; private", ("EU",)),
        ("MGX; MGX", ("MGX",)),
        ("France 2030", ("France 2030",)),
        ("  ", ()),
        ("(((", ()),
    ],
)
def test_parties(cell: str, names: tuple[str, ...]) -> None:
    assert parties_of(cell).names == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Cambrai", ("Cambrai",)),
        ("Dugny and Marseille", ("Dugny", "Marseille")),
        ("Loon-Plage, Le Bosquel, Bouchain", ("Loon-Plage", "Le Bosquel", "Bouchain")),
        ("Fouju et Crisenoy", ("Fouju", "Crisenoy")),
        ("France (several sites)", ("France",)),
        ("three sites, Hauts-de-France", ("Hauts-de-France",)),
        ("Europe, mostly France", ("Europe", "France")),
        ("Seine-et-Marne near Melun", ("Seine-et-Marne", "Melun")),
        ("global", ()),
        ("Besse-sur-Braye", ("Besse-sur-Braye",)),
    ],
)
def test_places(cell: str, names: tuple[str, ...]) -> None:
    assert places_of(cell).names == names


# --- rows ------------------------------------------------------------------------------------


def test_a_row_of_the_corpus() -> None:
    row = (
        "project,investors,place,department,power_mw_low,power_mw_high,investment_eur_low,"
        "investment_eur_high,accelerators,area_ha,construction_start,in_service,stage,part_of,"
        "source_url,source_name,source_date,note\n"
        'Campus IA,"MGX; NVIDIA (chips)",Fouju,Seine-et-Marne,,1400,30000000000,50000000000,13800 GB300,70,'
        '2026-H2,"2028 (first), 2030 (full)",joint venture announced,109 bn plan,https://example.org/a,'
        'Example Times,2025-05,"a note with 12 bn EUR"\n'
    )
    power, money, accelerators, area = claims_of("t.csv", row)
    assert money.evidence.quote == "30000000000,50000000000"
    assert (money.low, money.high, money.unit) == (Decimal(30 * 10**9), Decimal(50 * 10**9), "EUR")
    assert (money.role, money.stage) == (Role.COMMITMENT, Stage.ANNOUNCED)
    assert (money.investors, money.projects, money.places) == (
        ("MGX", "NVIDIA"),
        ("Campus IA",),
        ("Fouju",),
    )
    assert (money.start, money.end) == ("2026-H2", "2030")
    assert (money.attributed_to, money.reader, money.part_of) == (
        ("Example Times",),
        "statement",
        None,
    )
    rules = {(reason.field, reason.rule) for reason in money.reasons}
    assert ("part_of", "programme column: 109 bn plan") in rules
    assert ("investors", "remark: chips") in rules
    assert (accelerators.evidence.quote, accelerators.low, accelerators.role) == (
        "13800 GB300", Decimal(13800), Role.COUNT,
    )  # fmt: skip
    assert (power.evidence.quote, power.low, power.high) == ("1400", None, Decimal(1_400_000_000))
    assert (area.low, area.unit, area.role) == (Decimal(700_000), "m2", Role.CAPACITY)
    assert len({money.id, power.id, accelerators.id, area.id}) == 4


def test_french_columns() -> None:
    table = (
        "Projet;Investisseurs;Montant (M€);Puissance (MW);Lieu;Statut;Mise en service;Source\n"
        "Campus de l'Orzan;Banque d'Armance, Fonds Orzan;1 250,5;100 à 200;Saint-Elme;permis accordé;"
        "fin 2028;Le Quotidien d'Armance\n"
        "Autre;Fonds Orzan;3;4;Saint-Elme;;;\n"
    )
    found = claims_of("analyste.csv", table)[:2]
    money, power = found
    assert (money.low, money.unit) == (Decimal(1_250_500_000), "EUR")
    assert money.investors == ("Banque d'Armance", "Fonds Orzan")
    assert (money.stage, (money.end or "")[:4], money.places) == (
        Stage.CONFIRMED,
        "2028",
        ("Saint-Elme",),
    )
    assert (power.low, power.high) == (Decimal(100_000_000), Decimal(200_000_000))
    assert money.attributed_to == ("Le Quotidien d'Armance",)


def test_json_lines_of_statements() -> None:
    line = json.dumps({"investor": "Fonds \"Orzan\"", "amount_low": 5, "amount_high": "7.5e6", "currency": "usd",
                       "place": "Köln", "source_url": "https://example.org"})  # fmt: skip
    (claim,) = claims_of("s.jsonl", line + "\n")
    assert (claim.low, claim.high, claim.unit) == (Decimal(5), Decimal(7_500_000), "USD")
    assert claim.places == ("Köln",)
    assert "5" in claim.evidence.quote
    assert "7.5e6" in claim.evidence.quote


def test_the_currency_of_a_row() -> None:
    assert row_claims(amount="5000000", currency="CHF", project="P")[Measure.MONEY].unit == "CHF"
    assert row_claims(amount="5 M$", project="P")[Measure.MONEY].unit == "USD"
    assert row_claims(amount="5000000", project="P") == {}
    assert row_claims(amount="5000000", project="P", currency="?") == {}


@pytest.mark.parametrize(
    ("project", "investors", "role"),
    [
        ("Choose France 2026 total", "foreign investors", Role.PROGRAMME),
        ("109 bn EUR programme (total)", "private, mostly foreign", Role.PROGRAMME),
        ("French national AI strategy", "French State", Role.PROGRAMME),
        ("InvestAI", "European Commission", Role.PROGRAMME),
        ("Champions", "EU; private", Role.PROGRAMME),
        ("Brookfield-Data4 programme", "Brookfield; Data4", Role.COMMITMENT),
        ("Sesterce 52 bn plan", "Sesterce", Role.COMMITMENT),
        ("Rantigny hyperscalers", "undisclosed global cloud/AI firm", Role.COMMITMENT),
        ("Alice Recoque exascale", "EuroHPC; France; Netherlands", Role.COMMITMENT),
        ("MGX campus", "MGX and partners", Role.COMMITMENT),
        ("Bpifrance AI financing", "Bpifrance", Role.COMMITMENT),
    ],
)
def test_roles_of_money(project: str, investors: str, role: Role) -> None:
    found = row_claims(project=project, investors=investors, investment_eur="1000000000")
    assert found[Measure.MONEY].role is role


def test_roles_that_columns_state() -> None:
    assert row_claims(valorisation_m_eur="12", investors="X")[Measure.MONEY].role is Role.VALUATION
    assert row_claims(amount_eur="12", type="levée de fonds")[Measure.MONEY].role is Role.ROUND
    assert row_claims(amount_eur="12", status="spent")[Measure.MONEY].role is Role.SPENT
    queue = row_claims(project="RTE reserved capacity", power_mw="28600")[Measure.POWER]
    assert (queue.role, queue.purpose) == (Role.DEMAND, Purpose.DATA_CENTRE)


def test_ends_the_wrong_way_round() -> None:
    claim = row_claims(power_mw_low="20", power_mw_high="10")[Measure.POWER]
    assert (claim.low, claim.high) == (Decimal(10_000_000), Decimal(20_000_000))
    assert any("exchanged" in reason.rule for reason in claim.reasons)


def test_one_bad_end_leaves_the_other() -> None:
    claim = row_claims(power_mw_low="about ten?", power_mw_high="20")[Measure.POWER]
    assert (claim.low, claim.high) == (None, Decimal(20_000_000))


def test_the_finest_place_column() -> None:
    cells = {"country": "France", "region": "Bretagne", "commune": "Rennes", "power_mw": "5"}
    assert row_claims(**cells)[Measure.POWER].places == ("Rennes",)
    cells["commune"] = ""
    assert row_claims(**cells)[Measure.POWER].places == ("Bretagne",)


def test_prose_gives_none() -> None:
    assert read_statement(Document(id="doc_1", name="a.txt", text="1,4 GW")) == ()


def test_the_statements_of_the_corpus() -> None:
    documents = [d for d in read(Source(path=str(CORPUS))) if isinstance(d, Document)]
    claims = [claim for document in documents for claim in read_statement(document)]
    texts = {document.id: document.text for document in documents}
    assert len(documents) == 208
    assert len(claims) > 260
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        evidence = claim.evidence
        assert texts[claim.document_id][evidence.start : evidence.end] == evidence.quote
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert claim.attributed_to
        assert loads(Claim, dumps(claim)) == claim
        for partial in (claim.start, claim.end):
            assert partial is None or Period.parse(partial)
    money = [claim for claim in claims if claim.measure is Measure.MONEY]
    assert {claim.unit for claim in money} == {"EUR"}
    cancelled = [c for c in claims if c.stage is Stage.CANCELLED]
    assert {name for claim in cancelled for name in claim.investors} >= {"Fluidstack"}


def test_every_row_of_the_corpus_has_an_address_and_a_name() -> None:
    with CORPUS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["source_url"].startswith(("https://", "http://")) for row in rows)
    assert all(row["source_name"] for row in rows)


_NAMES = ["project", "investors", "lieu", "montant", "montant_eur", "power_mw_low", "power_mw_high", "accelerators",
          "in_service", "start", "statut", "devise", "part_of", "area_ha", "type", "x"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(_NAMES), st.text(max_size=60) | st.decimals().map(str)),
        max_size=8,
    )
)
def test_any_cells_give_sound_claims(cells: list[tuple[str, str]]) -> None:
    from grandlivre.documents.model import Field

    text, fields = "", []
    for name, value in cells:
        fields.append(Field(name=name, value=value, start=len(text), end=len(text) + len(value)))
        text += value + ","
    for claim in read_statement(Document(id="doc_1", name="t", text=text, fields=tuple(fields))):
        evidence = claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert claim.unit
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert loads(Claim, dumps(claim)) == claim


# --- cells that no figure can be read from ---------------------------------------------------


def unread(name: str, data: str) -> list[tuple[str, str]]:
    """Row and message of each cell that is told to be unread, with the remedies checked."""
    documents = list(read_content(Content(name=name, head=data.encode())))
    faults = [f for d in documents if isinstance(d, Document) for f in unread_cells(d)]
    assert all(fault.remedy and fault.code == "bad_cell" for fault in faults)
    return [(fault.where, fault.what) for fault in faults]


@pytest.mark.parametrize(
    "said",
    ["beaucoup", "n/a?", "12 to", "12 MW à", "abc", "-5", "#REF!", "12/05/2026", "a few", "12, not disclosed"],
)  # fmt: skip
def test_a_word_where_a_figure_should_stand_is_named(said: str) -> None:
    for column in ("investment_eur_low", "power_mw", "jobs"):
        told = unread("a.csv", f'project,{column}\nP,"{said}"\n')
        assert told == [
            (
                "a.csv#2",
                f"the column {column} holds “{said}”, which cannot be read as a figure",
            )
        ]


@pytest.mark.parametrize(
    "said",
    [
        "", " ", "-", "—", "?", "…", "n/a", "N/A", "#N/A", "NaN", "unknown", "non communiqué", "Non communiquée",
        "tbc", "à confirmer", "0", "0,0", "none", "AMD Instinct, number undisclosed", "1400", "1,4 Md€", "about 12",
        "12 (phase A)", "12 +", "entre 3 et 5",
    ],
)  # fmt: skip
def test_blanks_and_figures_are_not_named(said: str) -> None:
    assert unread("a.csv", f'project,investment_eur,jobs\nP,"{said}",\n') == []


def test_a_sum_without_a_currency_or_unit_is_named() -> None:
    table = "project,montant,puissance,min_eur_montant,max_eur_montant\nP,5000000,1400,5 M€,6 M$\n"
    bare = "without a currency or a unit"
    assert unread("a.csv", table) == [
        ("a.csv#2", f"the column puissance holds “1400”, {bare}"),
        ("a.csv#2", "the columns min_eur_montant and max_eur_montant give the ends of a figure in EUR and USD"),
    ]  # fmt: skip
    assert unread("b.jsonl", '{"project": "P", "montant": 5000000}\n') == [
        ("b.jsonl#1", f"the column montant holds “5000000”, {bare}")
    ]


def test_no_cell_of_the_corpus_is_unread() -> None:
    assert unread(CORPUS.name, CORPUS.read_text(encoding="utf-8")) == []
