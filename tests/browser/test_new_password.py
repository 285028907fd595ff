"""A forgotten password, from the link in the mail to signing in: browsers send more than a test client."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NEW = "the bridge over the river sings at noon"


def link_to(person: str, letters: Path, seconds: float = 30) -> str:
    """The link in the letter to this person, once it has come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for letter in letters.iterdir():
            text = letter.read_text(encoding="utf-8")
            link = re.search(r"https?://\S+/password/reset/key/\S+", text)
            if link and f"To: {person}" in text:
                return link[0]
        time.sleep(0.1)
    raise AssertionError("no letter came")


def send(page: Page) -> None:
    page.click("main form button[type=submit]")


def test_new_password_by_the_link_in_the_mail(site: str, page: Page, letters: Path) -> None:
    person = "partner.la-calera@demo.example"
    page.goto(f"{site}/es/account/password/reset/")
    page.fill("input[name=email]", person)
    send(page)

    page.goto(link_to(person, letters))
    page.fill("input[name=password1]", NEW)
    page.fill("input[name=password2]", NEW)
    send(page)
    assert page.url.endswith("/password/reset/key/done/")
    page.goto(f"{site}/es/account/login/")
    page.fill("input[name=login]", person)
    page.fill("input[name=password]", NEW)
    send(page)

    page.wait_for_url("**/workspace/")
