"""The first page within its budget, and no page that asks another host for anything."""

import gzip
import urllib.parse

import pytest
from playwright.sync_api import Page, Request, Response

pytestmark = pytest.mark.browser

BUDGET = 90_000  # bytes, compressed, first visit; the aim is 75,000


def transferred(page: Page, address: str) -> tuple[int, list[str]]:
    """Compressed bytes of everything a first visit loads, and every address asked."""
    total, asked = 0, []
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.on("request", lambda request: asked.append(_address(request)))
    page.goto(address, wait_until="networkidle")
    for response in responses:
        body = response.body()
        packed = body if response.url.endswith(".woff2") else gzip.compress(body, 9)
        total += len(packed)
    return total, asked


def _address(request: Request) -> str:
    return request.url


def test_first_page_is_light(site: str, page: Page) -> None:
    total, _asked = transferred(page, f"{site}/es/")

    assert total <= BUDGET


@pytest.mark.parametrize("path", ["", "cities/", "practices/", "cities/uy-montevideo/"])
def test_public_page_stays_at_home(site: str, page: Page, path: str) -> None:
    _total, asked = transferred(page, f"{site}/es/{path}")

    host = urllib.parse.urlsplit(site).netloc
    assert {urllib.parse.urlsplit(address).netloc for address in asked} == {host}
    assert not [address for address in asked if address.endswith(".js")]
    assert page.context.cookies() == []
