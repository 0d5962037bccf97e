"""A financing told to people, in both languages, in every shape that it may have."""

import re
from dataclasses import replace
from datetime import date

import plans
import pytest

from grandlivre.campus.design import design_named
from grandlivre.finance import Covers
from grandlivre.finance.model import YearSeries
from grandlivre.pipeline.finance import FinanceAsk, financing_of, subject_of
from grandlivre.programme.model import Gate
from grandlivre.reference.messages import messages
from grandlivre.report.answers import Paper
from grandlivre.report.finance import Accounts, finance_section
from grandlivre.report.finance.drawing import marks
from grandlivre.report.finance.terminal import finance_answer

CAMPUS = replace(
    design_named("campus-ia"), name="windmill", project="Windmill", place="Arles, Camargue"
)


def accounts(covers: Covers, *, with_ledger: bool) -> Accounts:
    owners = (plans.funder("north", 0.7), plans.funder("south", 0.3))
    project = plans.project(
        "windmill",
        plans.phase("windmill", 1, mw=plans.figure(300), accelerators=plans.figure(1e5), capex=plans.figure(4e9), by="2029",
                    funders=owners, reached=Gate.CONNECTED),
        plans.phase("windmill", 2, mw=plans.figure(500), accelerators=plans.figure(2e5), capex=plans.figure(9e9), by="2032",
                    funders=owners),
    )  # fmt: skip
    plan = plans.plan(project) if with_ledger else None
    subject = subject_of(CAMPUS, plan, day=date(2026, 10, 1))
    return financing_of(subject, FinanceAsk(draws=96, covers=covers))


@pytest.fixture(scope="module")
def told() -> dict[tuple[Covers, bool], Accounts]:
    return {
        (covers, with_ledger): accounts(covers, with_ledger=with_ledger)
        for covers in Covers
        for with_ledger in (True, False)
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("covers", list(Covers))
@pytest.mark.parametrize("with_ledger", [True, False])
def test_a_section_says_its_finding_and_leaves_no_blank(told, covers, with_ledger, language):
    section = finance_section(told[covers, with_ledger], language)
    sentences = [section.title, section.deck, *section.findings, section.owners.title,
                 section.investors.title]  # fmt: skip
    sentences += [each.title for each in (section.cover, section.costs) if each is not None]
    for each in sentences:
        assert each.plain()
        assert "{" not in each.plain()
        # Every figure can be followed to the run.
        assert all(figure.run for figure in each.figures.values())
    assert section.cover is not None
    for drawing in (section.cover.drawing, section.owners.drawing):
        assert "nan" not in drawing
        assert drawing.count("<svg") == drawing.count("</svg>")
        assert 'role="img"' in drawing
    for bars in (section.investors, section.costs):
        assert bars is not None
        for row in bars.rows:
            places = [float(x) for x in re.findall(r'x="(-?[\d.]+)%"', row.bar)]
            assert all(-0.01 <= place <= 100.01 for place in places)
    assert len(section.years) == len(told[covers, with_ledger].financing.years)
    assert all(len(cells) == len(section.columns) for _, cells in section.years)
    assert {each.name for each in section.parameters} == set(
        told[covers, with_ledger].financing.assumptions
    )
    assert (
        "grandlivre finance windmill"
        in dict(section.run)["Commande" if language == "fr" else "Command"]
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_an_answer_fits_its_terminal(told, language, width):
    paper = Paper(messages(language), width=width)
    text = finance_answer(told[Covers.ALL_IN, True], paper)
    assert max(map(len, text.splitlines())) <= width
    assert "{" not in text
    assert "North" in text


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("fr", "Année Puissance Investi Recettes Charges dette DSCR Couvert Propriétaires"),
        ("en", "Year Power Invested Revenue Costs service DSCR Covered Owners"),
    ],
)
@pytest.mark.parametrize("width", [48, 80, 100])
def test_every_column_of_the_years_is_seen(told, language, heads, width):
    paper = Paper(messages(language), width=width)
    text = finance_answer(told[Covers.ALL_IN, True], paper)
    title = {"fr": "Année par année", "en": "Year by year"}[language]
    lines = text[text.index(title) :].split("\n\n")
    table = "\n\n".join(lines[: 2 if width < 80 else 1])
    # A printer's hyphen may part a head in two lines.
    broken = {
        "Puis-": "Puissance", "Proprié-": "Propriétaires", "In-": "Invested", "Cov-": "Covered",
    }  # fmt: skip
    assert set(heads.split()) <= {broken.get(word, word) for word in table.split()}
    # Where there is room for all, one line tells a year.
    years = [line for line in table.splitlines() if line.strip().startswith("20")]
    count = len({line.split()[0] for line in years})
    assert len(years) == count if width >= 80 else len(years) > count


@pytest.mark.parametrize("value", [-3e9, 3e9])
def test_the_owners_title_is_right_for_one_many_and_nobody(told, value):
    given = told[Covers.ALL_IN, True]

    def titles(*names: str) -> list[str]:
        owner = given.financing.investors[0]
        owners = tuple(
            replace(
                owner,
                name=name,
                value=replace(owner.value, quantiles=(value + at,) * 5),
            )
            for at, name in enumerate(names)
        )
        financing = replace(given.financing, investors=owners)
        made = (
            finance_section(replace(given, financing=financing), each).investors
            for each in ("fr", "en")
        )
        return [each.title.plain().replace("\u00a0", " ") for each in made]

    french, english = titles("Émirats arabes unis", "North")
    assert "Émirats arabes unis : une perte" in french or "Émirats arabes unis : un gain" in french
    assert "Émirats arabes unis would" in english
    french, english = titles("")
    assert "Les propriétaires, que rien ne nomme, y " in french
    assert "aient " in french
    assert english.startswith("Owners, whom nothing names, would")


def test_poor_results_are_said(told):
    poor = told[Covers.ALL_IN, True]
    lost = [
        replace(each, quantiles=(-9e9, -5e9, -3e9, -2e9, -1e9))
        if each.name == "equity_npv"
        else replace(each, quantiles=(None,) * 5, defined=0)
        if each.name == "equity_irr"
        else each
        for each in poor.financing.metrics
    ]
    financing = replace(poor.financing, metrics=tuple(lost))
    section = finance_section(replace(poor, financing=financing), "en")
    assert "owners lose €3bn of value and do not see their money again" in " ".join(
        each.plain() for each in section.findings
    )


def test_what_nobody_would_lend_to_is_said(told):
    poor = told[Covers.ALL_IN, True].financing
    none = replace(poor, odds=replace(poor.odds, borrows=0.0), cover=())
    section = finance_section(replace(told[Covers.ALL_IN, True], financing=none), "en")
    assert section.title.plain().startswith("Nobody would lend")
    assert section.cover is None


def test_an_axis_has_few_round_marks_and_zero_among_them():
    for low, high in ((-3.0, 9.0), (0.0, 1.0), (-24e9, 4.8e9), (-1.0, 0.0), (0.0, 0.0)):
        found = marks(low, high)
        assert 0.0 in found
        assert found == sorted(found)
        assert len(found) <= 12


def test_series_by_year_are_kept_whole(told):
    financing = told[Covers.ALL_IN, True].financing
    for each in financing.series:
        assert isinstance(each, YearSeries)
        assert all(
            low <= middle <= high
            for low, middle, high in zip(each.low, each.middle, each.high, strict=True)
        )
