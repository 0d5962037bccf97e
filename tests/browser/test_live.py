"""The application in a browser, as people start it: read, sign in, upload, judge, run, cancel.

Nothing is read at once after a click: what the click opens is waited for.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from served import record
from serving import account, served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WIDTHS = (390, 1440)
SERIOUS = ("serious", "critical")
PUBLIC = (
    "", "ledger", "conflicts", "parties", "places", "documents", "outlook", "campus", "method",
    "changes", "judgements", "login",
)  # fmt: skip
THINGS = ("entries", "conflicts", "parties", "places", "documents")
OWN = ("upload", "runs", "jobs", "judgements")
WRITES = ("upload", "runs", "judge", "judge/1/reverse", "jobs/1/cancel", "logout")
TEXTS = {
    "boreal.txt": (
        "Boréal bâtira un campus à Morcenx\n\nPARIS, le 10 mars 2025. Le fonds Boréal investira "
        "6 milliards d’euros dans un centre de données à Morcenx, dans les Landes. Le site doit "
        "atteindre 1,4 GW d’ici 2029.\n"
    ),
    "again.txt": (
        "Morcenx attend son campus\n\nBORDEAUX, le 14 mars 2025. Le fonds Boréal investira 8,5 "
        "milliards d’euros dans un centre de données à Morcenx, dans les Landes, a indiqué la "
        "préfecture.\n"
    ),
    "larkspur.txt": (
        "Larkspur to fund a French campus\n\nLONDON, March 12, 2025. Larkspur Capital will invest "
        "more than $2 billion in a data centre near Dunkirk, the company said.\n"
    ),
    "larkspur-fr.txt": (
        "Larkspur revoit son projet\n\nPARIS, le 20 mars 2025. Larkspur investira 4 milliards "
        "d’euros dans un centre de données près de Dunkerque, selon la région.\n"
    ),
}
NIMBUS = (
    "Nimbus bâtit à Cambrai\n\nLILLE, le 2 avril 2025. Le groupe Nimbus investira 7 milliards "
    "d’euros dans un centre de données à Cambrai.\n"
)


@dataclass(frozen=True)
class Site:
    """An application that runs, with a token of each role and the sessions they began."""

    address: str
    tokens: dict[str, str]
    sessions: dict[str, Any]

    def url(self, path: str) -> str:
        return f"{self.address}/{path}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("live")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    place = str(folder / "ledger.db")
    record(place, texts)
    tokens = {role: account(place, f"one {role}", role) for role in ("reader", "analyst")}
    with served(place) as address:
        yield Site(address, tokens, {})


@contextmanager
def opened(
    browser: Any, site: Site, width: int = 1440, role: str = "", *, complaints: int = 0
) -> Iterator[Any]:
    """A page of somebody who is signed in, or of nobody; it complains of nothing until its end."""
    state = None
    if role:
        if role not in site.sessions:
            with opened(browser, site) as page:
                sign_in(page, site, role)
                site.sessions[role] = page.context.storage_state()
        state = site.sessions[role]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="en-GB", storage_state=state
    )
    context.set_default_timeout(60_000)
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(site.address) else faults.append(asked.url),
    )
    yield page
    context.close()
    assert len(faults) == complaints, faults


def sign_in(page: Any, site: Site, role: str) -> None:
    page.goto(site.url("en/login"))
    page.fill("#token", site.tokens[role])
    page.click("main button[type=submit]")
    page.wait_for_url("**/en/")
    page.locator(".wide-only .account", has_text=f"one {role}").wait_for()


def until(page: Any, address: str, is_so: Callable[[], bool], seconds: float = 90.0) -> None:
    """Load a page again until it shows what is worked out beside."""
    end = time.monotonic() + seconds
    while True:
        page.goto(address)
        if is_so():
            return
        assert time.monotonic() < end, f"{address} does not show it"
        page.wait_for_timeout(500)


def total(page: Any, site: Site) -> str:
    page.goto(site.url("en/ledger"))
    return str(page.locator("#sum").inner_text())


def kinds(page: Any, site: Site, language: str, names: tuple[str, ...]) -> list[str]:
    """Addresses of one page of each kind."""
    found = [site.url(f"{language}/{name}") for name in names]
    for name in THINGS if "ledger" in names else ():
        listed = "ledger" if name == "entries" else name
        page.goto(site.url(f"{language}/{listed}"))
        first = page.locator(f"main a[href*='/{language}/{name}/']").first.get_attribute("href")
        found.append(site.address + first.partition("#")[0])
    return found


def barriers(page: Any, axe: str) -> list[tuple[str, str, str]]:
    page.evaluate(axe)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [
        (page.url, each["id"], each["nodes"][0]["html"][:120])
        for each in result["violations"]
        if each["impact"] in SERIOUS
    ]


@pytest.fixture(scope="module")
def axe() -> str:
    vendored = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    return (Path(vendored.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_quiet_fits_its_window_and_has_no_barrier(
    browser: Any, site: Site, axe: str, language: str, width: int
) -> None:
    found: list[Any] = []
    for role, names in (("", PUBLIC), ("analyst", OWN)):
        with opened(browser, site, width, role) as page:
            addresses = kinds(page, site, language, names)
            if role:
                with_forms = kinds(page, site, language, ("ledger",))
                addresses += [each for each in with_forms if re.search(r"/(part|conf)\w+/", each)]
            for address in addresses:
                page.goto(address)
                assert page.evaluate("document.documentElement.lang") == language
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
                found += barriers(page, axe)
    assert not found


@pytest.mark.parametrize("path", ["en/entries/cmt_none", "fr/nothing", "en/jobs/999"])
def test_what_is_not_there_is_said_on_a_page_without_barriers(
    browser: Any, site: Site, axe: str, path: str
) -> None:
    # That the page is missing is what the browser complains of, and rightly.
    with opened(browser, site, 390, "reader", complaints=1) as page:
        answer = page.goto(site.url(path))
        assert answer.status == 404
        assert page.locator("main h1").inner_text()
        assert page.evaluate("document.documentElement.lang") == path[:2]
        assert not barriers(page, axe)


def test_an_analyst_uploads_a_text_and_sees_it_in_the_ledger(browser: Any, site: Site) -> None:
    with opened(browser, site, 390, "analyst") as page:
        page.goto(site.url("en/upload"))
        page.set_input_files(
            "#file", {"name": "nimbus.txt", "mimeType": "text/plain", "buffer": NIMBUS.encode()}
        )
        page.click("main button[type=submit]")
        page.wait_for_url("**/en/jobs/*")
        assert "nimbus.txt" in page.inner_text("main")
        page.locator("a[data-result]").wait_for(timeout=120_000)
        assert "1 claim" in page.inner_text("main").replace("\u00a0", " ")
        page.click("a[data-result]")
        page.wait_for_url("**/en/documents/doc_*")
        assert "7 milliards" in page.locator("main mark[id^=clm_]").first.inner_text()
        page.goto(site.url("en/ledger"))
        page.locator("#list a", has_text="Nimbus").first.wait_for()


def test_a_figure_set_aside_moves_the_total_until_it_is_taken_back(
    browser: Any, site: Site
) -> None:
    with opened(browser, site, 1440, "analyst") as page:
        before = total(page, site)
        page.goto(site.url("en/conflicts"))
        page.locator("main a[href*='/en/conflicts/cfl_']").first.click()
        page.wait_for_url("**/en/conflicts/cfl_*")
        page.locator("#j-right").wait_for()
        page.select_option("#j-right", index=1)
        page.check("#set-aside input[value=rejected]")
        page.fill("#set-aside textarea", "a slip of the pen")
        page.click("#set-aside button[type=submit]")
        page.wait_for_url("**/en/judgements*")
        page.get_by_text("a slip of the pen").wait_for()
        until(page, site.url("en/ledger"), lambda: page.inner_text("#sum") != before)
        page.goto(site.url("en/judgements"))
        page.locator("li", has_text="a slip of the pen").locator("button").click()
        page.locator("li .chip", has_text="taken back").first.wait_for()
        until(page, site.url("en/ledger"), lambda: page.inner_text("#sum") == before)


def test_two_names_are_told_to_be_one_and_apart_again(browser: Any, site: Site) -> None:
    with opened(browser, site, 1440, "analyst") as page:
        page.goto(site.url("en/parties"))
        page.locator("main a", has_text=re.compile(r"^Larkspur$")).first.click()
        page.wait_for_url("**/en/parties/ent_*")
        page.fill("#n-right", "Larkspur Capital")
        page.check("#names input[value=same]")
        page.click("#names button[type=submit]")
        page.wait_for_url("**/en/judgements*")
        page.locator("li", has_text="Larkspur Capital").first.wait_for()
        parties = site.url("en/parties?text=larkspur")
        rows = page.locator("#list a[href*='/en/parties/']")
        until(page, parties, lambda: rows.count() == 1)
        page.goto(site.url("en/judgements"))
        page.locator("li", has_text="Larkspur Capital").locator("button").first.click()
        page.locator("li .chip", has_text="taken back").first.wait_for()
        until(page, parties, lambda: rows.count() == 2)


def test_a_campus_is_run_from_a_form_with_progress_and_another_is_cancelled(
    browser: Any, site: Site
) -> None:
    with opened(browser, site, 1440, "analyst") as page:
        page.goto(site.url("en/runs"))
        page.select_option("#design", "teaching-10mw")
        page.fill("#year", "2029")
        page.click("#run-campus button[type=submit]")
        page.wait_for_url("**/en/jobs/*")
        page.locator("progress[value]:not([value='0'])").wait_for(timeout=300_000)
        page.locator("a[data-result]").wait_for(timeout=300_000)
        page.click("a[data-result]")
        page.wait_for_url("**/en/campus")
        page.locator("main .campus svg").first.wait_for()
        assert "2029" in page.inner_text("main")
        page.goto(site.url("en/runs"))
        page.select_option("#design", "campus-ia")
        page.click("#run-campus button[type=submit]")
        page.wait_for_url("**/en/jobs/*")
        page.locator("[data-state]", has_text="running").wait_for()
        seen = page.locator("progress[value]:not([value='0'])")
        seen.wait_for(timeout=300_000)
        first = seen.get_attribute("value")
        page.locator("[data-says]", has_text="Hours of the year").wait_for()
        page.locator(f"progress[value]:not([value='{first}'])").wait_for(timeout=300_000)
        page.click("#cancel button")
        page.locator("[data-state]", has_text="cancelled").wait_for()
        page.goto(site.url("en/campus"))
        assert "2029" in page.inner_text("main")


@pytest.mark.parametrize("role", ["", "reader"])
def test_who_may_only_read_can_write_nothing(browser: Any, site: Site, role: str) -> None:
    with opened(browser, site, 390, role) as page:
        for address in kinds(page, site, "en", ("ledger", "judgements", "campus")):
            page.goto(address)
            forms = page.locator("main form[method=post]")
            assert forms.count() == 0, address
        for path in ("upload", "runs"):
            answer = page.request.get(site.url(f"en/{path}"), max_redirects=0)
            assert answer.status == (403 if role else 303)
        before = page.request.get(site.url("api/v1/judgements")).json()["items"]
        may = {"logout"} if role else set()
        for path in WRITES:
            if path not in may:
                form = {"csrf": "a" * 43, "kind": "entity", "left": "a", "right": "b"}
                answer = page.request.post(site.url(f"en/{path}"), form=form, max_redirects=0)
                assert answer.status in (401, 403), path
        for path in ("uploads?name=a.txt", "runs", "judgements"):
            answer = page.request.post(site.url(f"api/v1/{path}"), data={"kind": "campus"})
            assert answer.status in (401, 403), path
        assert page.request.get(site.url("api/v1/judgements")).json()["items"] == before
        if not role:
            page.goto(site.url("en/upload"))
            page.wait_for_url("**/en/login*")
