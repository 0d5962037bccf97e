"""What stands beside an outlook: programmes per head and per product, and how odds have fared."""

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

from grandlivre.base.wording import NBSP, money, number, period
from grandlivre.outlook.calibration import METHODS, Backtest, Estimate, Forecast, Method, Score
from grandlivre.outlook.comparators import PART_EUR, Comparator
from grandlivre.outlook.model import Outcome, Scenario
from grandlivre.report.answers import Paper
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlook.beside_texts import ENDINGS, TEXTS, told
from grandlivre.report.outlook.beside_texts import METHODS as NAMES
from grandlivre.report.outlook.fan import SPENT
from grandlivre.report.outlook.model import CaseView, Listing, ListingRow, Trial
from grandlivre.report.outlook.promised import RUN, Desk
from grandlivre.report.outlook.words import mean_and_range, percent, rounded

CASES = "outlook-cases"
"""Id of the element that lists the resolved statements."""
_MANNERS = ("split", "rolling", "all")


def programmes_listing(
    found: Sequence[Comparator], scenario: Scenario, language: str, desk: Desk | None = None
) -> Listing | None:
    """Programmes of the ledger side by side, largest share of product first; None for none.

    Parameters
    ----------
    found
        From `grandlivre.outlook.comparators`.
    scenario
        Under which they were projected.
    language
        ``fr`` or ``en``.
    desk
        What a page's figures are written with; None for a terminal, where none is followed.
    """
    if not found:
        return None
    first = found[0]
    names = ("programme", "stated", "head", "gdp", "spent", "spent_head", "power", "watts")
    sizes = dict.fromkeys(f"{each.economy.source} ({each.economy.year})" for each in found)
    few = "programmes_one" if len(found) == 1 else "programmes_few"
    return Listing(
        key="programmes",
        title=Sentence(
            form=TEXTS["programmes"].of(language),
            figures={"share": _told(desk, first, _share(first.stated_share_of_gdp, language))},
            words={"first": first.title.of(language)},
        ),
        subtitle=told("programmes_sub", language, scenario=scenario.title.of(language),
                      year=first.quarter[:4]),
        columns=tuple(told(f"col_{name}", language) for name in names),
        rows=tuple(_programme(each, language, desk) for each in found),
        notes=(
            Sentence(form=TEXTS[few].of(language), figures={"count": _drawn(str(len(found)))}),
            Sentence(
                form=TEXTS["programmes_coarse"].of(language),
                figures={"part": _drawn(money(PART_EUR, "EUR", language))},
            ),
            told("programmes_overlap", language),
            told("programmes_sizes", language, sources="; ".join(sizes)),
        ),
    )  # fmt: skip


def _programme(each: Comparator, language: str, desk: Desk | None) -> ListingRow:
    economy = each.economy
    name = economy.name_fr if language == "fr" else economy.name_en
    by = told("by", language, date=period(each.by, language)) if each.by else ""
    return ListingRow(
        label=each.title.of(language),
        target=each.programme if desk and each.programme in desk.on_page else "",
        note=" · ".join(part for part in (name, by) if part),
        cells=(
            _told(desk, each, money(each.best_eur, "EUR", language)),
            _told(desk, each, money(_two(each.stated_eur_per_head), "EUR", language)),
            _told(desk, each, _share(each.stated_share_of_gdp, language)),
            _drawn(mean_and_range(each.expected_eur, Outcome(SPENT), language)),
            _drawn(money(_two(each.expected_eur_per_head), "EUR", language)),
            _drawn(mean_and_range(each.expected_mw, Outcome.POWER, language)),
            _drawn(f"{number(_two(each.expected_w_per_head), language)}{NBSP}W"),
        ),
    )


def trial(found: Sequence[Backtest], language: str) -> Trial | None:
    """How well odds foretold what came, in each manner; None where none was tried."""
    if not found:
        return None
    widest = max(found, key=lambda each: each.judged)
    usual = _score(found[0], Method.REFERENCE)
    key = "trial" if usual.skill.value > 0 else "trial_worse"
    figures = {"judged": _case(told("judged", language, count=found[0].judged))}
    if usual.skill.value > 0:
        figures["skill"] = _case(percent(usual.skill.value, language))
    return Trial(
        title=Sentence(form=TEXTS[key].of(language), figures=figures),
        subtitle=told("trial_sub", language),
        listings=tuple(
            _scores(each, manner, language) for each, manner in zip(found, _MANNERS, strict=False)
        ),
        small=told("trial_small", language),
        cases_title=told("cases", language, count=widest.judged),
        cases=tuple(_case_view(each, language) for each in widest.forecasts),
    )


def _scores(found: Backtest, manner: str, language: str) -> Listing:
    figures = {
        name: _case(str(value))
        for name, value in (("fitted", found.fitted), ("judged", found.judged))
    }
    names = ("odds_of", "brier", "log", "skill", "better")
    counts = told("manner_sub", language, groups=found.groups, met=found.met, judged=found.judged)
    return Listing(
        key=f"trial-{manner}",
        title=Sentence(
            form=TEXTS[f"manner_{manner}"].of(language),
            figures=figures,
            words={"day": period(found.split.isoformat(), language)},
        ),
        subtitle="",
        columns=tuple(told(f"col_{name}", language) for name in names),
        rows=tuple(_score_row(each, language) for each in found.scores),
        notes=(
            Sentence(form="{counts}", figures={"counts": _case(counts)}),
            Sentence(form="{dated}", figures={"dated": _case(_dated(found, language))}),
        ),
    )


def _dated(found: Backtest, language: str) -> str:
    """The scores on the statements whose date is a text's and not a rule of ours."""
    chosen = [each for each in found.forecasts if each.case.is_dated]

    def brier(method: Method) -> str:
        at = METHODS.index(method)
        errors = [(each.odds[at] - each.case.is_met) ** 2 for each in chosen]
        return _places(sum(errors) / len(errors), language) if errors else "–"

    return told(
        "manner_dated",
        language,
        dated=len(chosen),
        reference=brier(Method.REFERENCE),
        updated=brier(Method.CALIBRATED),
        base=brier(Method.BASE_RATE),
    )


def _score_row(score: Score, language: str) -> ListingRow:
    is_base = score.method is Method.BASE_RATE
    return ListingRow(
        label=NAMES[score.method].of(language),
        target="",
        note="",
        cells=(
            _case(_estimate(score.brier, language)),
            _case(_places(score.log_score.value, language)),
            "–" if is_base else _case(_gain(score.skill, language)),
            "–" if is_base else _case(percent(score.better, language)),
        ),
    )


def _case_view(forecast: Forecast, language: str) -> CaseView:
    case = forecast.case
    odds = forecast.odds[METHODS.index(Method.REFERENCE)]
    return CaseView(
        title=told("case", language, party=case.party, place=case.place),
        says=told("case_said", language, day=period(case.stated_on.text, language),
                  says=case.says.of(language), by=period(case.by.text, language)),
        came=f"{ENDINGS[case.ending].of(language)} – {case.ended.of(language)}",
        odds=told("case_odds", language, odds=percent(odds, language)),
        sources=(
            (told("link_said", language), case.stated_url),
            (told("link_came", language), case.resolved_url),
        ),
    )  # fmt: skip


# --- on a terminal -------------------------------------------------------------------------------


def programmes_answer(found: Sequence[Comparator], scenario: Scenario, paper: Paper) -> str:
    """Programmes side by side on a terminal."""
    listing = programmes_listing(found, scenario, paper.language)
    if listing is None:
        paper.title(f"{told('programmes_none', paper.language)}.")
        return paper.text()
    _write(listing, paper, is_first=True)
    return paper.text()


def backtest_answer(found: Sequence[Backtest], paper: Paper, *, everything: bool = False) -> str:
    """How well odds foretold what came, on a terminal; every statement where asked."""
    shown = trial(found, paper.language)
    if shown is None:
        return paper.text()
    paper.title(f"{shown.title.plain()}.")
    paper.line(shown.subtitle, style="dim")
    paper.blank()
    for listing in shown.listings:
        _write(listing, paper, is_first=False)
    paper.line(shown.small)
    if everything:
        paper.blank()
        paper.heading(shown.cases_title)
        for case in shown.cases:
            paper.line(f"{case.title}. {case.says}. {case.came}; {case.odds}", indent=2, hang=2)
            for _, address in case.sources:
                paper.link(address, indent=4)
    return paper.text()


def _write(listing: Listing, paper: Paper, *, is_first: bool) -> None:
    if is_first:
        paper.title(f"{listing.title.plain()}.")
        paper.line(listing.subtitle, style="dim")
        paper.blank()
    else:
        paper.heading(listing.title.plain())
    rows = [
        [
            f"{row.label} ({row.note})" if row.note else row.label,
            *(cell.text if isinstance(cell, Figure) else cell for cell in row.cells),
        ]
        for row in listing.rows
    ]
    paper.table(listing.columns, rows)
    for note in listing.notes:
        paper.line(note.plain() if isinstance(note, Sentence) else note, indent=2, style="dim")
    paper.blank()


# --- figures -------------------------------------------------------------------------------------


def _told(desk: Desk | None, each: Comparator, text: str) -> Figure:
    """A figure of what is stated: followed to the programme and its claims."""
    return desk.told(text, (each.programme, *each.basis)) if desk else Figure(text=text)


def _drawn(text: str) -> Figure:
    return Figure(text=text, run=RUN)


def _case(text: str) -> Figure:
    """A figure of the backtest: followed to the list of statements."""
    return Figure(text=text, run=CASES)


def _score(found: Backtest, method: Method) -> Score:
    return next(each for each in found.scores if each.method is method)


def _estimate(found: Estimate, language: str) -> str:
    if not isfinite(found.value):
        return "∞"
    value, low, high = (_places(each, language) for each in (found.value, found.low, found.high))
    return f"{value} ({low}–{high})"


def _places(value: float, language: str) -> str:
    """Two places after the point."""
    if not isfinite(value):
        return "∞"
    text = f"{value:.2f}"
    return text.replace(".", ",") if language == "fr" else text


def _gain(found: Estimate, language: str) -> str:
    value, low, high = (
        percent(each, language).replace("-", "−") for each in (found.value, found.low, found.high)
    )
    return f"{value} ({low} … {high})"


def _two(value: float) -> Decimal:
    """Two significant digits."""
    return rounded(value)


def _share(share: float, language: str) -> str:
    """A share of a product, to two digits."""
    text = number(rounded(100 * share), language)
    return f"{text}{NBSP}%" if language == "fr" else f"{text}%"
