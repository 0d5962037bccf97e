"""The pages of a campus' year: what charts hold, that figures are followed, in both languages."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest
from lake_campus import lake
from made_up_year import design, made_up_year

from grandlivre.campus.operate.bearing import class_mw
from grandlivre.campus.operate.model import Audit, Breach
from grandlivre.campus.operate.outcomes import outcomes
from grandlivre.pipeline.finance import FinanceAsk, financing_of, subject_of
from grandlivre.report.campus import Run, campus_section
from grandlivre.report.campus.heat import edges_of, levels_of
from grandlivre.report.campus.page import campus_fragment, campus_page
from grandlivre.report.campus.readings import busiest_week, tenant_readings, totals
from grandlivre.report.campus.sankey import sources_of, uses_of
from grandlivre.report.campus.week import layers

RUN = Run(
    year=made_up_year(),
    others=(made_up_year(with_heat=True),),
    command="grandlivre campus run made-up --year 2030 --seed 1",
)
PAGES = {language: campus_page(RUN, language=language) for language in ("fr", "en")}


class Elements(HTMLParser):
    """Ids of a page, what its links and figures lead to, and the attributes that it uses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.wanted: set[str] = set()
        self.figures = 0
        self.loose = 0
        self.styled = 0
        self.hrefs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            assert given["id"] not in self.ids, given["id"]
            self.ids.add(given["id"])
        self.styled += "style" in given
        href = given.get("href", "")
        if href.startswith("#"):
            self.wanted.add(href[1:])
        elif href:
            self.hrefs.append(href)
        if given.get("class") == "fig":
            self.figures += 1
            followed = given.get("data-run", "").split() + given.get("data-parameters", "").split()
            self.wanted.update(followed)
            self.loose += not followed


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_and_link_leads_to_an_element_of_the_page(language: str) -> None:
    found = Elements(PAGES[language])
    assert found.figures > 60
    assert found.loose == 0
    assert found.wanted <= found.ids
    assert "campus-run" in found.wanted


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_asks_the_network_for_nothing_and_has_no_inline_style(language: str) -> None:
    page = PAGES[language]
    found = Elements(page)
    assert found.styled == 0
    assert found.hrefs == ["https://example.org/lac"]
    assert not re.search(r"(?:src|url)\s*[=(]\s*[\"']?https?:", page)
    assert f'<html lang="{language}">' in page


def test_the_page_holds_every_chart_in_words_of_its_language() -> None:
    for key in ("week", "heat-utilisation", "heat-site", "heat-pue", "heat-price", "duration",
                "sankey", "tenants", "waits", "classes", "comparison", "audit"):  # fmt: skip
        for page in PAGES.values():
            assert f'id="campus-{key}"' in page
    assert "Puissance du site heure par heure" in PAGES["fr"]
    assert "Power of the site hour by hour" in PAGES["en"]
    assert "Laboratoire Boréal" in PAGES["fr"]
    assert "Boreal Laboratory" in PAGES["en"]
    assert "{" not in re.sub(
        r"<style>.*?</style>|<script>.*?</script>", "", PAGES["fr"], flags=re.DOTALL
    )


def test_pictures_say_what_they_show_to_those_who_do_not_see_them() -> None:
    for page in PAGES.values():
        labels = re.findall(r'<svg class="fan chart[^>]*role="img" aria-label="([^"]+)"', page)
        assert len(labels) == 7
        assert all(len(label) > 20 for label in labels)


def test_the_fragment_is_the_same_without_the_page() -> None:
    fragment = campus_fragment(RUN, language="en")
    assert "<html" not in fragment
    assert 'id="campus-sankey"' in fragment


def test_layers_of_the_week_add_up_to_the_site() -> None:
    year = made_up_year()
    start = busiest_week(year)
    drawn = layers(year, start, 168)
    site = year.power.site_mw[start : start + 168]
    assert np.allclose(sum(values for _, _, values in drawn), site)
    assert start % 24 == 0


def test_the_week_is_that_of_the_event() -> None:
    assert busiest_week(made_up_year(with_heat=True)) == 4560 - 48


def test_what_comes_in_goes_out() -> None:
    year = made_up_year()
    into = sum(node.mwh for node in sources_of(year))
    out = sum(node.mwh for node in uses_of(year))
    assert into == pytest.approx(out, rel=1e-9)
    classes = sum(values.sum() for values in class_mw(year).values())
    assert classes < year.power.it_mw.sum()


def test_heat_maps_draw_each_hour_once() -> None:
    values = made_up_year().power.site_mw
    edges = edges_of(values)
    assert (np.diff(edges) > 0).all()
    levels = levels_of(values, edges)
    assert levels.shape == (365, 24)
    drawing = next(m.drawing for m in campus_section(RUN).heat_maps if m.key == "heat-site")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1", str(drawing))
    assert sum(int(length) for _, _, length in runs) == 8760
    assert edges_of(np.full(8760, 7.0)).tolist() == [7.0] * 6


def test_shares_of_tenants_add_up() -> None:
    found = tenant_readings(made_up_year(), outcomes(made_up_year()))
    for name in ("entitled", "asked", "held"):
        assert sum(getattr(each, name) for each in found) == pytest.approx(1.0)
    by_name = {each.name: each for each in found}
    assert by_name["school"].budget is not None
    assert by_name["lab"].budget is None
    assert by_name["lab"].attainment is None
    assert 0.9 < (by_name["health"].attainment or 0) < 1
    assert by_name["health"].wait_h is None


def test_sums_are_those_of_the_arrays() -> None:
    year = made_up_year()
    found = totals(year)
    assert found.site_mwh == pytest.approx(year.power.site_mw.sum())
    assert found.pue == pytest.approx(year.power.site_mw.sum() / year.power.it_mw.sum())
    assert found.peak_mw == year.power.site_mw.max()
    assert 0 < found.utilisation < 1
    assert found.carbon_t == pytest.approx(
        (year.power.grid_mw * year.power.carbon_g_per_kwh).sum() / 1000
    )


def test_breaches_are_said_first_of_all_of_the_audit() -> None:
    broken = Audit(
        checks={"zone": 10},
        breaches=(Breach(rule="zone", hour=30, tenant="state", pool="gb", excess=8.0),),
        digest="ab" * 16,
    )
    page = campus_page(Run(year=replace(made_up_year(), audit=broken)), language="en")
    assert "breaches" in page
    assert "each tenant’s zones of trust, 2 January at 6:00: state · gb, 8 too much" in page


def test_a_year_without_services_waits_or_machines_is_told_too() -> None:
    year = made_up_year()
    bare = replace(
        year,
        design=replace(design(), services=(), batch=()),
        lanes=(),
        used=np.zeros((8760, 0)),
        drawn_mw=np.zeros((8760, 0)),
        services=(),
        waits_h={},
        jobs=(),
    )
    for language in ("fr", "en"):
        page = campus_page(Run(year=bare), language=language)
        assert 'id="campus-waits"' not in page
        assert 'id="campus-comparison"' not in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_debt_and_cover_stand_on_the_page_with_their_run(language: str) -> None:
    subject = subject_of(lake(), None, day=date(2026, 10, 1))
    accounts = financing_of(subject, FinanceAsk(draws=96))
    found = Elements(campus_page(Run(year=made_up_year(), accounts=accounts), language=language))
    assert {"finance", "finance-run"} <= found.ids
    assert found.loose == 0
    assert found.styled == 0
    assert found.wanted <= found.ids
