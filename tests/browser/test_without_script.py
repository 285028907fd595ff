"""Everything works with scripts switched off, and with them the address keeps the state."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def test_search_from_the_home_page(site: str, plain: Page) -> None:
    plain.goto(f"{site}/en/")

    plain.fill("main input[name=q]", "nunoa")
    plain.press("main input[name=q]", "Enter")

    assert "/en/cities/" in plain.url
    assert plain.get_by_role("link", name="Ñuñoa").first.is_visible()


def test_root_leads_to_the_language_of_the_browser(site: str, plain: Page) -> None:
    plain.goto(f"{site}/")

    assert plain.url == f"{site}/en/"


def test_language_links_keep_the_page_and_its_filters(site: str, plain: Page) -> None:
    plain.goto(f"{site}/en/cities/?country=CL")

    plain.locator("ul.lang a[hreflang|=pt]").click()

    assert plain.url == f"{site}/pt-br/cities/?country=CL"


def test_sign_in_and_out(site: str, plain: Page) -> None:
    plain.goto(f"{site}/en/account/login/")
    plain.fill("input[name=login]", "officer.chile@demo.example")
    plain.fill("input[name=password]", "solidarity-demo")
    plain.click("main form button[type=submit]")
    assert "/workspace/" in plain.url

    plain.locator("details.menu summary").first.click()
    plain.locator("form[action$='/account/logout/'] button").first.click()
    plain.goto(f"{site}/en/workspace/")

    assert "/account/login/" in plain.url


def test_filtering_with_htmx_keeps_the_address(site: str, signed_in: Callable[[str], BrowserContext]) -> None:
    page = signed_in("officer.uruguay").new_page()
    page.goto(f"{site}/en/cities/")

    page.fill("main input[name=q]", "montevideo")
    page.press("main input[name=q]", "Enter")
    page.wait_for_url("**q=montevideo**")

    page.get_by_role("link", name="Montevideo").first.wait_for()
    assert page.get_by_role("link", name="La Calera").count() == 0
    page.close()
