"""Every page, in three languages, wide and narrow: nothing for axe to find, nothing wider than the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe-core-4.14.1" / "axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LANGUAGES = ("es", "pt-br", "en")
WIDTHS = {"wide": 1280, "narrow": 390}
PUBLIC = (
    "",
    "initiative/",
    "criteria/",
    "questionnaire/",
    "questionnaire/2026.1/economic-inclusion/",
    "cities/",
    "cities/?q=zzz",
    "cities/?country=nowhere",
    "cities/cl-la-calera/",
    "cities/uy-montevideo/",
    "cities/mercociudades/",
    "practices/",
    "practices/?q=zzz",
    "practices/quito-inclusive-city/",
    "networks/",
    "networks/mercociudades/",
    "events/",
    "events/signing-rosario-2007/",
    "data/",
    "data/notes/",
    "accessibility/",
    "privacy/",
    "gallery/",
    "account/login/",
    "account/password/reset/",
    "nothing-here/",
)
SIGNED_IN = (
    ("officer.uruguay", "workspace/"),
    ("officer.brazil", "workspace/"),
    ("bureau", "workspace/"),
    ("bureau.reader", "workspace/"),
    ("coordinator.montevideo", "workspace/"),
    ("respondent.la-calera", "workspace/"),
    ("partner.montevideo", "workspace/"),
    ("admin", "workspace/"),
    ("bureau", "reports/"),
    ("bureau", "reports/?state=failed"),
    ("bureau", "reports/new/?city=uy-montevideo"),
    ("respondent.la-calera", "reports/"),
    ("officer.uruguay", "agreements/"),
    ("officer.uruguay", "agreements/?status=withdrawn&q=zzz"),
    ("officer.uruguay", "agreements/?status=nonsense"),
    ("officer.uruguay", "agreements/new/"),
    ("officer.uruguay", "assessments/rounds/"),
    ("bureau", "assessments/rounds/"),
    ("bureau", "assessments/rounds/?stage=over"),
    ("officer.uruguay", "assessments/rounds/open/"),
    ("bureau", "assessments/rounds/open/"),
    ("coordinator.montevideo", "assessments/rounds/"),
    ("officer.uruguay", "cities/"),
    ("officer.uruguay", "practices/"),
    ("officer.uruguay", "cities/uy-montevideo/"),
    ("officer.uruguay", "account/"),
    ("officer.uruguay", "account/sessions/"),
    ("officer.uruguay", "account/password/change/"),
    ("officer.uruguay", "account/tokens/"),
)


def findings(page: Page) -> list[str]:
    """What axe finds, one line for each rule and element."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def look(page: Page, address: str, width: int) -> None:
    """The page has no finding, no sideways scrolling, no script error."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda message: (
            troubles.append(message.text)
            if message.type == "error" and "status of 40" not in message.text
            else None
        ),
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert troubles == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages(site: str, chromium: Browser, language: str, width: int) -> None:
    context: BrowserContext = chromium.new_context()
    bad = {}
    for path in PUBLIC:
        page = context.new_page()
        try:
            look(page, f"{site}/{language}/{path}", width)
        except AssertionError as error:
            bad[path] = str(error)[:1500]
        page.close()
    context.close()

    assert not bad


def test_questionnaire_to_print(site: str, page: Page) -> None:
    """All sixty items on one page: looked at once, since axe takes its time with it."""
    look(page, f"{site}/es/questionnaire/2026.1/print/", 1280)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_people_who_signed_in(
    site: str, signed_in: Callable[[str], BrowserContext], language: str, width: int
) -> None:
    bad = {}
    for account, path in SIGNED_IN:
        page = signed_in(account).new_page()
        try:
            look(page, f"{site}/{language}/{path}", width)
        except AssertionError as error:
            bad[account, path] = str(error)[:1500]
        page.close()

    assert not bad


ASSESSMENT = (
    "",
    "answers/C01.Q01/",
    "answers/C04.Q01/",
    "answers/C01.Q01/versions/",
    "submit/",
    "result/",
    "result/economic-inclusion/",
)


def assessment_of(page: Page, site: str) -> str:
    """The address of one's own self-assessment, behind the language."""
    page.goto(f"{site}/es/assessments/")
    found = page.locator("main table th a").first.get_attribute("href")
    assert found is not None
    return found.removeprefix("/es/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [*WIDTHS.values(), 320])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_with_what_was_typed(
    site: str, chromium: Browser, language: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """The sign-in page that keeps it, and the page that shows it."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}/{language}/account/login/")
    sign_in_with(page)
    page.goto(f"{site}/{language}/account/")
    context.clear_cookies(name="session")
    page.locator("main form button[type=submit]").first.click()

    kept = findings(page), page.evaluate("document.documentElement.scrollWidth") <= width
    sign_in_with(page)
    shown = findings(page), page.evaluate("document.documentElement.scrollWidth") <= width

    assert page.locator("main dl").is_visible()
    assert kept == shown == ([], True)
    context.close()


@pytest.mark.parametrize("width", [*WIDTHS.values(), 320])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_round(
    site: str, signed_in: Callable[[str], BrowserContext], language: str, width: int
) -> None:
    """Editing one, and both forms with something wrong."""
    page = signed_in("bureau").new_page()
    page.goto(f"{site}/{language}/assessments/rounds/")
    edit = page.locator("main a[href$='/edit/']").first.get_attribute("href")
    assert edit is not None
    look(page, f"{site}{edit}", width)

    for address in (edit, f"/{language}/assessments/rounds/open/"):
        page.goto(f"{site}{address}")
        page.fill("[name=opens_on]", "2027-03-01")
        page.fill("[name=closes_on]", "2027-02-01")
        page.locator("main form button[type=submit]").click()
        page.wait_for_selector(".err-sum")
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_in_with(page: Page) -> None:
    page.fill("input[name=login]", "coordinator.la-calera@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


@pytest.mark.parametrize("width", [*WIDTHS.values(), 320])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_self_assessment(
    site: str, signed_in: Callable[[str], BrowserContext], language: str, width: int
) -> None:
    city, officer = (signed_in(account) for account in ("coordinator.la-calera", "officer.argentina"))
    own, sent = (assessment_of(context.new_page(), site) for context in (city, officer))
    pages = [
        (city, "assessments/"),
        (city, "assessments/open/"),
        *((city, own + path) for path in ASSESSMENT),
    ]
    bad = {}
    for context, path in [*pages, (officer, f"{sent}review/"), (officer, f"{sent}answers/C01.Q01/")]:
        page = context.new_page()
        try:
            look(page, f"{site}/{language}/{path}", width)
        except AssertionError as error:
            bad[path] = str(error)[:1500]
        page.close()

    assert not bad


@pytest.mark.parametrize("path", ["answers/C01.Q01/", "result/"])
def test_dark_pages_of_a_self_assessment(
    site: str, signed_in: Callable[[str], BrowserContext], path: str
) -> None:
    page = signed_in("coordinator.la-calera").new_page()
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/es/{assessment_of(page, site)}{path}")

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert findings(page) == []
    page.close()


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_fit_a_screen_of_320_pixels(site: str, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})

    page.goto(f"{site}/es/{path}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["", "cities/", "cities/uy-montevideo/", "gallery/"])
def test_dark_pages_have_enough_contrast(
    site: str, signed_in: Callable[[str], BrowserContext], path: str
) -> None:
    page = signed_in("officer.chile").new_page()
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/es/{path}")

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert findings(page) == []
    page.close()
