"""The tenants' scorecard: what each is entitled to, asked for, held, waited and got in time."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from grandlivre.report.campus.model import TenantRow, Tick
from grandlivre.report.campus.readings import TenantReading, tenant_readings
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import TENANTS, form
from grandlivre.report.campus.words import count, exact, share, wait
from grandlivre.report.charts import Scale, nice_top
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import (
    BAR,
    BAR_THICK,
    BAR_TOP,
    dot,
    line,
    rect,
    svg,
    value_ticks,
)

_IN_TIME = 0.95
"""Services are designed for 95 % of their requests within the target."""


def tenant_rows(sheet: Sheet) -> tuple[Sentence, tuple[TenantRow, ...], tuple[Tick, ...]]:
    """The finding, a row a tenant, and the axis."""
    language = sheet.language
    readings = tenant_readings(sheet.year, sheet.found)
    scale = Scale(nice_top([exact(max(_largest(each) for each in readings))]))
    order = sorted(range(len(readings)), key=lambda at: -readings[at].held)
    first = readings[order[0]]
    titles = {tenant.name: tenant.title.of(language) for tenant in sheet.year.design.tenants}
    title = Sentence(
        form=form("tenants", language),
        figures={
            "held": sheet.run(share(first.held, language)),
            "entitled": sheet.designed(share(first.entitled, language), ["tenants"]),
        },
        words={"first": titles[first.name]},
    )
    rows = tuple(_row(sheet, readings[at], scale) for at in order)
    ticks = tuple(
        Tick(at=place, label=share(float(value), language)) for value, place in value_ticks(scale)
    )
    return title, rows, ticks


def _largest(each: TenantReading) -> float:
    return max(each.held, each.asked, each.entitled)


def _row(sheet: Sheet, each: TenantReading, scale: Scale) -> TenantRow:
    language = sheet.language
    tenant = next(one for one in sheet.year.design.tenants if one.name == each.name)
    waits = None
    if each.wait_h is not None:
        waits = sheet.run(" · ".join(wait(hours, language) for hours in each.wait_h))
    in_time = each.attainment
    title, kind = tenant.title.of(language), TENANTS[tenant.kind].of(language)
    return TenantRow(
        title=title,
        kind="" if kind.casefold() == title.casefold() else kind,
        bar=_bar(each, scale),
        entitled=sheet.designed(share(each.entitled, language), ["tenants"]),
        asked=sheet.run(share(each.asked, language)),
        held=sheet.run(share(each.held, language)),
        hours=sheet.run(count(each.held_hours, language)),
        wait=waits,
        slo=None if in_time is None else sheet.run(share(in_time, language, 1)),
        is_short=in_time is not None and in_time < _IN_TIME,
        budget=None if each.budget is None else sheet.run(share(each.budget, language)),
    )


def _bar(each: TenantReading, scale: Scale) -> Markup:
    held, entitled, asked = (
        scale.at(Decimal(repr(value))) for value in (each.held, each.entitled, each.asked)
    )
    centre = BAR_TOP + BAR_THICK / 2
    parts: Sequence[Markup] = [
        line(0, 100, centre, centre, "axis"),
        rect(0, held, BAR_TOP, BAR_THICK, "b-held"),
        line(entitled, entitled, BAR_TOP - 4, BAR_TOP + BAR_THICK + 4, "x-mid"),
        dot(asked, centre, 4, "b-asked"),
    ]
    return svg("bar", BAR, parts)
