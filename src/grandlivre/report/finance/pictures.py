"""A financing drawn: debt and its cover, what owners have, and who pays for an hour."""

from decimal import Decimal

from markupsafe import Markup

from grandlivre.finance.model import CoverYear, Financing, InvestorView
from grandlivre.report.charts import Scale, nice_top
from grandlivre.report.figures import Sentence
from grandlivre.report.finance.drawing import WIDE, Frame, marks, plot
from grandlivre.report.finance.findings import figure
from grandlivre.report.finance.texts import PARTS, form, said
from grandlivre.report.finance.words import between, euros, middle, price, rate, ratio
from grandlivre.report.outlook.axes import BAR, BAR_THICK, BAR_TOP, line, rect, svg, words
from grandlivre.report.outlook.fan import kept_apart
from grandlivre.report.outlook.model import BarRow, Bars, Picture, Tick
from grandlivre.report.outlook.words import MEDIAN, capital

_HEIGHT, _TOP, _SPLIT, _BOTTOM = 400, 22, 230, 372
_FAN_HEIGHT, _FAN_BOTTOM = 330, 302
_MOST_COVER = 3.0
"""A cover of three is as good as any: beyond it the axis ends."""
_LEAST_SHARE, _USUAL_SHARE = 0.1, 0.25
"""Of the draws: a year is drawn where so many have service due, and told of where more have."""
_SHOWN_YEARS = 20
_TINY = 0.005


def cover_picture(told: Financing, language: str) -> Picture | None:
    """Cover of the debt service by year, over the debt that is left."""
    shown = [each for each in told.cover if each.quantiles[MEDIAN] is not None]
    common = [each for each in shown if each.due >= _LEAST_SHARE * told.built]
    if not common:
        return None
    usual = [each for each in common if each.due >= _USUAL_SHARE * told.built] or common
    worst = min(usual, key=lambda each: (each.quantiles[MEDIAN] or 0.0, each.year))
    asked = ratio(told.terms.debt.dscr, language)
    return Picture(
        key="finance-cover",
        title=Sentence(
            form=form("cover_title", language),
            figures={
                "cover": figure(ratio(worst.quantiles[MEDIAN] or 0.0, language)),
                "asked": figure(asked),
            },
            words={"year": str(worst.year)},
        ),
        subtitle=said("cover_sub", language, asked=asked),
        drawing=_cover_drawing(told, common, language),
    )


def _cover_drawing(told: Financing, shown: list[CoverYear], language: str) -> Markup:
    years = tuple(range(shown[0].year, shown[-1].year + 1))
    by_year = {each.year: each for each in shown}
    lines: list[list[float | None]] = [
        [by_year[year].quantiles[at] if year in by_year else None for year in years]
        for at in range(5)
    ]
    least = min([0.0, *(each for each in lines[1] if each is not None)])
    upper = Frame(years=years, top=_TOP, bottom=_SPLIT - 40, low=max(least, -1.0), high=_MOST_COVER)
    asked = told.terms.debt.dscr
    parts: list[Markup] = list(
        upper.grid([(float(value), str(value)) for value in range(4)], with_years=False)
    )
    stretched = [
        upper.area(lines[0], lines[4], "x-most"),
        upper.area(lines[1], lines[3], "x-half"),
        upper.path(lines[MEDIAN], "s-expected"),
    ]
    balance = told.by_year("balance_eur")
    debt = [balance.mean[told.years.index(year)] if balance is not None else 0.0 for year in years]
    lower = Frame(years=years, top=_SPLIT, bottom=_BOTTOM, low=0.0, high=max(*debt, 1.0) * 1.05)
    parts += lower.grid([(value, euros(value, language)) for value in marks(0.0, lower.high)])
    stretched += [
        lower.area([0.0] * len(years), debt, "x-half"),
        lower.path(debt, "s-said"),
    ]
    parts.append(plot(_HEIGHT, stretched))
    parts += [upper.level(1.0, "base"), upper.level(asked, "base", is_dashed=True)]
    parts += [
        words(WIDE + 1.2, upper.y(1.0) + 5, "1", "end"),
        words(WIDE + 1.2, upper.y(asked) - 2, ratio(asked, language), "end e-edge"),
        words(0, _SPLIT - 12, capital(said("debt_left", language)), "tick"),
    ]
    label = said("cover_alt", language, first=years[0], last=years[-1])
    return svg("fan", _HEIGHT, parts, label=label)


def owners_picture(told: Financing, language: str) -> Picture:
    """What owners have paid in and received so far, as a fan."""
    series = told.by_year("owners_to_date_eur")
    assert series is not None
    # Later years are worth little today, and would dwarf all that comes before them.
    years = told.years[:_SHOWN_YEARS]
    least, quarter, centre, most, top = (
        values[: len(years)]
        for values in (series.low, series.quarter, series.middle, series.most, series.high)
    )
    last, back = centre[-1], _back(centre)
    if last < 0 or back is None:
        key, year = "owners_title_low", years[-1]
    else:
        key, year = "owners_title_high", years[back]
    low, high = min([0.0, *least]), max([0.0, *top])
    frame = Frame(years=years, top=_TOP, bottom=_FAN_BOTTOM, low=low, high=high)
    parts = [
        *frame.grid([(value, euros(value, language)) for value in marks(low, high)]),
        plot(
            _FAN_HEIGHT,
            [
                frame.area(least, top, "x-most"),
                frame.area(quarter, most, "x-half"),
                frame.path(centre, "s-expected"),
            ],
        ),
    ]
    ends = ((top[-1], "e-edge"), (last, "e-expected"), (least[-1], "e-edge"))
    heights = kept_apart([frame.y(value) for value, _ in ends], _FAN_BOTTOM)
    parts += [
        words(WIDE + 1.2, y + 4, euros(value, language), f"end {name}")
        for y, (value, name) in zip(heights, ends, strict=True)
    ]
    alt = said("owners_alt", language, first=years[0], last=years[-1])
    figures = {"amount": figure(euros(abs(last), language))} if key.endswith("low") else {}
    return Picture(
        key="finance-owners",
        title=Sentence(form=form(key, language), figures=figures, words={"year": str(year)}),
        subtitle=said("owners_sub", language),
        drawing=svg("fan", _FAN_HEIGHT, parts, label=alt),
    )


def _back(values: tuple[float, ...]) -> int | None:
    """The first year from which nothing is out of pocket any more; None where that never is."""
    below = [at for at, value in enumerate(values) if value < 0]
    after = below[-1] + 1 if below else 0
    return after if after < len(values) else None


def investor_bars(told: Financing, language: str) -> Bars:
    """Value to each owner, nine draws in ten, along an axis that holds losses too."""
    ends = [q for each in told.investors for q in each.value.quantiles if q is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    first = told.investors[0]
    worth = first.value.quantiles[MEDIAN] or 0.0
    are_alike = len(told.investors) > 1 and len({each.value for each in told.investors}) == 1
    stem = "investors_each" if are_alike else "investors_title"
    if not first.name:
        stem = "investors_unnamed"
    key = f"{stem}_{'high' if worth >= 0 else 'low'}"
    return Bars(
        key="finance-investors",
        title=Sentence(
            form=form(key, language),
            figures={"amount": figure(euros(abs(worth), language))},
            words={"first": _name(first, language), "count": str(len(told.investors))},
        ),
        subtitle=said("investors_sub", language, asked=rate(told.terms.discount_rate, language)),
        rows=tuple(_investor_row(each, low, high, language) for each in told.investors),
        more=(),
        ticks=tuple(
            Tick(at=_place(value, low, high), label=euros(value, language) if value else "0")
            for value in marks(low, high)
        ),
    )


def _name(owner: InvestorView, language: str) -> str:
    return owner.name or said("investor_unnamed", language)


def _investor_row(owner: InvestorView, low: float, high: float, language: str) -> BarRow:
    quantiles = [q if q is not None else low for q in owner.value.quantiles]
    places = [_place(value, low, high) for value in quantiles]
    zero, centre = _place(0.0, low, high), BAR_TOP + BAR_THICK / 2
    bar = svg(
        "bar",
        BAR,
        [
            line(0, 100, centre, centre, "axis"),
            rect(places[0], places[4] - places[0], BAR_TOP, BAR_THICK, "x-most"),
            rect(places[1], places[3] - places[1], BAR_TOP, BAR_THICK, "x-half"),
            line(places[MEDIAN], places[MEDIAN], BAR_TOP - 4, BAR_TOP + BAR_THICK + 4, "x-mid"),
            line(zero, zero, 0, BAR, "total"),
        ],
    )
    key = "investor_said" if owner.is_said else "investor_inferred"
    note = said(key, language, share=rate(owner.share, language)) if owner.name else ""
    return BarRow(
        label=_name(owner, language),
        target="",
        note=note,
        bar=bar,
        figure=figure(middle(owner.value, language)),
        below=figure(between(owner.value, language)),
    )


def _place(value: float, low: float, high: float) -> float:
    return 100.0 * (value - low) / max(high - low, 1e-9)


def cost_bars(told: Financing, language: str) -> Bars | None:
    """What an accelerator-hour sold costs, part by part, the largest first."""
    parts = [each for each in told.costs if abs(each.eur_per_hour) >= _TINY]
    if not parts:
        return None
    parts.sort(key=lambda each: -each.eur_per_hour)
    whole = sum(each.eur_per_hour for each in told.costs)
    scale = Scale(nice_top([Decimal(repr(max(each.eur_per_hour, 0.0))) for each in parts]))
    first = parts[0]
    return Bars(
        key="finance-costs",
        title=Sentence(
            form=form("costs_title", language),
            figures={
                "amount": figure(price(first.eur_per_hour, language)),
                "whole": figure(price(whole, language)),
            },
            words={"first": capital(PARTS[first.name].of(language))},
        ),
        subtitle=said("costs_sub", language),
        rows=tuple(
            BarRow(
                label=capital(PARTS[each.name].of(language)),
                target="",
                note=rate(each.eur_per_hour / whole, language) if whole > 0 else "",
                bar=_cost_bar(each.eur_per_hour, scale),
                figure=figure(price(each.eur_per_hour, language)),
            )
            for each in parts
        ),
        more=(),
        ticks=tuple(
            Tick(at=scale.at(Decimal(repr(value))), label=price(value, language) if value else "0")
            for value in marks(0.0, float(scale.top))
        ),
    )


def _cost_bar(value: float, scale: Scale) -> Markup:
    centre = BAR_TOP + BAR_THICK / 2
    width = scale.at(Decimal(repr(abs(value))))
    return svg(
        "bar",
        BAR,
        [
            line(0, 100, centre, centre, "axis"),
            rect(0, width, BAR_TOP, BAR_THICK, "x-half" if value >= 0 else "x-most"),
        ],
    )
