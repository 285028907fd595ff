"""Leaving a page with something typed: the browser asks first, and only then."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], BrowserContext]


@pytest.fixture
def form(signed_in: SignIn, site: str) -> Page:
    """The empty form of a new agreement."""
    page = signed_in("officer.uruguay").new_page()
    page.goto(f"{site}/en/agreements/new/")
    return page


def leave(page: Page, *, stay: bool) -> list[str]:
    """Follow a link of the navigation, and answer the browser's question; the kinds of questions asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if stay else dialog.accept()

    page.on("dialog", answer)
    page.get_by_role("navigation").get_by_role("link", name="Reports").first.click(no_wait_after=True)
    page.wait_for_timeout(500)
    page.remove_listener("dialog", answer)
    return asked


def test_what_is_typed_is_not_lost_by_a_click(form: Page) -> None:
    form.locator("main form input[type=text]").first.fill("An agreement")

    assert leave(form, stay=True) == ["beforeunload"]

    expect(form.locator("main form input[type=text]").first).to_have_value("An agreement")
    assert leave(form, stay=False) == ["beforeunload"]
    form.wait_for_url("**/reports/")


def test_nobody_is_asked_without_a_reason(form: Page) -> None:
    assert leave(form, stay=True) == []
    form.wait_for_url("**/reports/")


def test_sending_asks_nothing_and_what_comes_back_is_not_lost_either(form: Page) -> None:
    form.locator("main form input[type=text]").first.fill("An agreement")

    form.locator("main form button[type=submit]").first.click()  # a question would hold it up

    expect(form.locator(".err-sum")).to_be_visible()
    assert leave(form, stay=True) == ["beforeunload"]
