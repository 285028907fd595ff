"""The bureau's way to a report: asked for, followed, downloaded and read; with scripts and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD
from tests.browser.test_accessibility import findings

pytestmark = pytest.mark.browser


def ask(page: Page, site: str, language: str, city: str) -> None:
    """From the page of a city to the request."""
    page.goto(f"{site}/{language}/cities/{city}/")
    page.locator(f"a[href*='/reports/new/?city={city}']").click()
    page.check(f"input[name=language][value='{language}']")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/reports/*-*/")


def take(page: Page, folder: Path) -> bytes:
    """Download what is ready."""
    with page.expect_download() as download:
        page.locator("a[href$='/download/']").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


@pytest.mark.parametrize("language", ["es", "pt-br", "en"])
def test_the_bureau_asks_follows_and_takes_a_report(
    site: str, signed_in: Callable[[str], BrowserContext], tmp_path: Path, language: str
) -> None:
    page = signed_in("bureau").new_page()

    ask(page, site, language, "uy-montevideo")
    expect(page.locator("a[href$='/download/']")).to_be_visible(timeout=60_000)

    assert page.locator("[hx-trigger]#report-status").count() == 0  # it no longer asks
    assert take(page, tmp_path).startswith(b"%PDF")
    assert findings(page) == []
    page.locator("a[href$='/read/']").click()
    expect(page.locator("h1")).to_have_text("Montevideo")
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".bar a").click()
    page.wait_for_url("**/reports/*-*/")
    page.close()


def test_the_same_way_without_script(site: str, chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/es/account/login/")
    page.fill("input[name=login]", "bureau.reader@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")

    ask(page, site, "es", "ar-rosario")
    for _look in range(60):
        if page.locator("a[href$='/download/']").count():
            break
        page.wait_for_timeout(500)
        page.locator("#report-status a[href$='/']").first.click()

    assert take(page, tmp_path).startswith(b"%PDF")
    context.close()
