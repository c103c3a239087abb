"""The report in a real browser: readable on a phone, accessible, silent on the network, complete on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.render import Format, render
from tests.reports.sample import DOCUMENTS, sample_report, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = Path("/usr/lib/chromium/chromium")
ANCHORS = (
    "",
    "#site-www.harbour-clinic.test",
    "#site-theatre.test",
    "#site-lost-at-sea.test",
    "#site-trap.test",
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        executable = CHROMIUM if CHROMIUM.exists() else Path(driver.chromium.executable_path)
        if not executable.exists():
            pytest.skip("no Chromium on this machine")
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    (path,) = render(
        sample_report(),
        [Format.HTML],
        tmp_path_factory.mktemp("report"),
        screenshot=screenshot,
        documents=DOCUMENTS,
    )
    return path.as_uri()


@pytest.mark.parametrize(
    ("width", "scheme", "anchors"),
    [(1280, "light", ANCHORS), (390, "light", ANCHORS), (1280, "dark", ANCHORS[:2])],
)
def test_every_page_is_accessible_silent_and_as_wide_as_its_window(
    browser: Browser, address: str, width: int, scheme: str, anchors: tuple[str, ...]
) -> None:
    for anchor in anchors:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address + anchor)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, anchor
        # The rules look at one page at a time, so the folds of every kind of page need one look each.
        violations = axe.Axe().run(page).response["violations"] if width > 390 or not anchor else []
        assert not violations, [(v["id"], v["nodes"][0]["html"]) for v in violations]
        assert said == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        page.close()


@pytest.mark.parametrize("script", [True, False])
def test_an_address_with_an_anchor_shows_that_site_alone(
    browser: Browser, address: str, script: bool
) -> None:
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto(address)
    assert page.locator("#portfolio").is_visible()
    assert not page.locator("#site-theatre\\.test").is_visible()
    page.locator("#sites-table").get_by_role("link", name="theatre.test").click()
    assert page.locator("#site-theatre\\.test").is_visible()
    assert not page.locator("#portfolio").is_visible()
    page.get_by_role("link", name="← All sites").locator("visible=true").click()
    assert page.locator("#portfolio").is_visible()
    page.context.close()


def test_the_table_of_sites_sorts(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    rows = page.locator("#sites-table tbody th a")
    assert rows.first.inner_text() == "lost-at-sea.test"
    page.get_by_role("button", name="Findings").click()
    assert rows.first.inner_text() == "Harbour Clinic"
    assert page.get_by_role("columnheader", name="Findings").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Findings").click()
    assert rows.first.inner_text() in ("lost-at-sea.test", "walled.test")
    page.close()


def test_on_paper_everything_folded_is_open_and_every_site_is_there(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator(".site").evaluate_all("sites => sites.every(site => site.offsetHeight > 0)")
    assert page.locator("details").evaluate_all(
        "all => all.every(one => one.open || [...one.children].slice(1).every(part => part.offsetHeight > 0))"
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()


def test_printing_the_page_of_a_site_prints_that_site_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#site-theatre.test")
    page.emulate_media(media="print")
    shown = page.locator(".site, .portfolio").evaluate_all(
        "all => all.filter(one => one.offsetHeight > 0).map(one => one.id)"
    )
    assert shown == ["site-theatre.test"]
    page.close()
