"""An officer takes an agreement from candidate to in force, with and without scripts; pages are scanned."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_accessibility import WIDTHS, findings, look
from tests.files.hostile import pdf

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(
    request: pytest.FixtureRequest, chromium: Browser, signed_in: Callable[[str], BrowserContext]
) -> Iterator[Page]:
    """The officer's browser."""
    state = signed_in("officer.uruguay").storage_state()
    context = chromium.new_context(storage_state=state, java_script_enabled=request.param, locale="es-UY")
    yield context.new_page()
    context.close()


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def enter(page: Page, site: str) -> str:
    """A new candidate; the address of its page."""
    page.goto(f"{site}/es/agreements/")
    page.locator("main .head a[href$='/agreements/new/']").click()
    page.select_option("select[name=municipality]", label="Montevideo")
    page.select_option("select[name=kind]", index=1)
    page.fill("input[name=title]", "Convenio del recorrido")
    page.fill("input[name=candidate_on]", "2023-08-12")
    send(page)
    return page.url


def sign(page: Page, day: str, paper: Path) -> None:
    page.fill("input[name=signed_on]", day)
    page.fill("input[name=place]", "Montevideo")
    page.fill("input[name=signatory_1_office]", "Intendencia")
    page.fill("input[name=signatory_2_office]", "Representación")
    page.set_input_files("input[name=document]", paper)
    send(page)


def test_officer_takes_an_agreement_from_candidate_to_in_force(site: str, desk: Page, tmp_path: Path) -> None:
    paper = tmp_path / "convenio.pdf"
    paper.write_bytes(pdf())
    address = enter(desk, site)

    desk.locator(".head a[href$='/start-negotiation/']").click()
    desk.fill("input[name=negotiation_began_on]", "2024-02-04")
    send(desk)

    desk.locator(".head a[href$='/sign/']").click()
    sign(desk, "2024-01-01", paper)
    assert desk.url.endswith("/sign/")
    assert desk.locator(".err-sum").is_visible()
    assert desk.title().startswith("Error")
    assert desk.input_value("input[name=signatory_2_office]") == "Representación"
    sign(desk, "2024-07-22", paper)
    assert desk.url == address

    desk.locator(".head a[href$='/bring-into-force/']").click()
    desk.locator(".note.warn a[href$='/approvals/new/']").click()
    desk.check("input[name=body_kind][value=council]")
    desk.fill("input[name=body]", "Junta Departamental de muestra")
    desk.select_option("select[name=act]", index=1)
    desk.fill("input[name=decided_on]", "2024-09-29")
    send(desk)

    desk.locator(".head a[href$='/bring-into-force/']").click()
    assert desk.locator("main .note.warn").count() == 0
    desk.fill("input[name=valid_from]", "2024-10-03")
    desk.check("input[name=is_indefinite]")
    send(desk)

    assert desk.url == address
    assert desk.locator(".head .tag.ok").is_visible()
    assert desk.locator(".life .now").count() == 1
    desk.locator(".tabs a[href$='/history/']").click()
    assert desk.locator(".feed li").count() >= 5
    desk.locator(".tabs a[href$='/documents/']").click()
    with desk.expect_download() as download:
        desk.locator(".files a[href$='/download/']").first.click()
    assert download.value.suggested_filename == "convenio.pdf"


SECTIONS = (
    "",
    "documents/",
    "documents/new/",
    "history/",
    "edit/",
    "start-negotiation/",
    "sign/",
    "approvals/new/",
    "approval-need/",
    "withdraw/",
)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_pages_of_an_agreement(site: str, signed_in: Callable[[str], BrowserContext], width: int) -> None:
    page = signed_in("officer.uruguay").new_page()
    address = enter(page, site)
    bad = {}
    for section in SECTIONS:
        try:
            look(page, f"{address}{section}", width)
        except AssertionError as error:
            bad[section] = str(error)[:1500]
    page.goto(f"{address}approvals/new/")
    send(page)

    assert not bad
    assert page.locator(".err-sum").is_visible()
    assert findings(page) == []
    page.close()


def test_pages_of_an_agreement_fit_a_screen_of_320_pixels(
    site: str, signed_in: Callable[[str], BrowserContext]
) -> None:
    page = signed_in("officer.uruguay").new_page()
    address = enter(page, site)
    page.set_viewport_size({"width": 320, "height": 800})
    wide = {}
    for section in SECTIONS:
        page.goto(f"{address}{section}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[section] = width

    assert not wide
    page.close()
