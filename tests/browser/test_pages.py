"""The folder of pages in a browser, from a disk: quiet, light, usable by everyone."""

from pathlib import Path
from typing import Any

import pytest
from small_pages import small_site

pytestmark = pytest.mark.slow

WIDTHS = (390, 1440)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    for name, data in small_site().items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return place


def one_of_each(folder: Path, language: str) -> list[Path]:
    """One page of each kind: of things, the one that has most on it."""
    home = folder / language
    groups = [
        sorted(each.glob("*.html"), key=lambda path: -path.stat().st_size)[:1]
        for each in sorted(home.iterdir())
        if each.is_dir()
    ]
    return [*sorted(home.glob("*.html")), *(path for group in groups for path in group)]


def opened(browser: Any, width: int, scheme: str = "light") -> tuple[Any, list[str]]:
    """A page of a browser, and what it complains of or asks from elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "request", lambda asked: None if asked.url.startswith("file:") else faults.append(asked.url)
    )
    return page, faults


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_quiet_and_fits_its_window(
    browser: Any, folder: Path, language: str, width: int
) -> None:
    page, faults = opened(browser, width)
    for path in [folder / "index.html", *sorted((folder / language).rglob("*.html"))]:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert not faults


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_barrier_is_serious(
    browser: Any, folder: Path, language: str, scheme: str, width: int
) -> None:
    vendored = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    axe = (Path(vendored.__file__).parent / "axe.min.js").read_text("utf-8")
    page, _ = opened(browser, width, scheme)
    found = []
    for path in one_of_each(folder, language):
        page.goto(path.as_uri())
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
        found += [
            (path.name, each["id"], each["nodes"][0]["html"][:120])
            for each in result["violations"]
            if each["impact"] in SERIOUS
        ]
    assert not found


def test_the_ledger_is_filtered_and_goes_back_in_time(browser: Any, folder: Path) -> None:
    page, faults = opened(browser, 1440)
    page.goto((folder / "en" / "ledger.html").as_uri())
    rows = page.locator("#list li[data-text]:visible")
    whole, total = rows.count(), page.inner_text("#sum")
    page.fill("#f-text", "BORÉAL")
    assert 0 < rows.count() < whole
    assert page.inner_text("#count").startswith(str(rows.count()))
    assert page.inner_text("#sum") == "€3bn–5bn"
    page.click("button[type=reset]")
    page.wait_for_function("document.getElementById('f-text').value === ''")
    assert rows.count() == whole
    assert page.inner_text("#sum") == total
    page.locator("#f-day").evaluate(
        "each => { each.value = 0; each.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    assert 0 < rows.count() < whole
    assert page.inner_text(".asof output") != "the latest day (all texts)"
    page.click("button[type=reset]")
    page.select_option("#f-sort", "title")
    titles = page.locator("#list li[data-text]:visible .lab a").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    page.fill("#f-text", "nobody at all")
    assert rows.count() == 0
    assert page.is_visible("#nothing")
    assert not faults


def test_a_move_of_the_slider_touches_only_the_rows_that_it_changes(
    browser: Any, folder: Path
) -> None:
    page, faults = opened(browser, 1440)
    page.goto((folder / "en" / "ledger.html").as_uri())
    touched = page.evaluate("""() => {
      const slider = document.getElementById("f-day"), list = document.getElementById("list");
      const seen = new MutationObserver(() => {}), counts = [];
      seen.observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
      const rows = (records) => new Set(records.map((each) => {
        const at = each.target.nodeType === 1 ? each.target : each.target.parentElement;
        return at.closest("li[data-text]");
      }).filter(Boolean)).size;
      for (const value of [slider.max - 1, slider.max - 2, slider.max - 2]) {
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        counts.push(rows(seen.takeRecords()));
      }
      return counts;
    }""")
    rows = page.locator("#list li[data-text]").count()
    assert touched[0] > 0
    # The same day again changes nothing; the day before it, what its texts spoke of.
    assert touched[1] < rows / 2
    assert touched[2] == 0
    assert not faults


def test_from_the_headline_to_a_quote_in_three_clicks(browser: Any, folder: Path) -> None:
    page, _ = opened(browser, 390)
    page.goto((folder / "en" / "index.html").as_uri())
    page.locator("h1 a").first.click()
    page.locator("#total-commitments li a").first.click()
    page.locator(".said a").first.click()
    mark = page.locator("mark:target")
    mark.wait_for()  # a click ends when the address has changed, before the text is there
    assert "#clm_" in page.url
    assert mark.inner_text()


def test_colours_that_are_chosen_stay(browser: Any, folder: Path) -> None:
    page, _ = opened(browser, 1440)
    page.goto((folder / "fr" / "index.html").as_uri())
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator(".wide-only [data-theme-choice=dark]").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto((folder / "fr" / "method.html").as_uri())
    assert page.evaluate(paper) == dark
    page.locator(".wide-only [data-theme-choice=system]").click()
    assert page.evaluate(paper) == light


def test_without_scripts_the_menu_opens_and_all_is_there(browser: Any, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "en" / "ledger.html").as_uri())
    page.locator(".menu summary").click()
    page.locator(".menu nav a", has_text="Method").click()
    page.wait_for_url("**/en/method.html")


def test_the_keyboard_reaches_the_content_first(browser: Any, folder: Path) -> None:
    page, _ = opened(browser, 1440)
    page.goto((folder / "en" / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
