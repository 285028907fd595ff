"""A city assesses itself in a real browser: the line cut, the sign-in ended, two at once, no scripts."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.browser

COORDINATOR, RESPONDENT, OFFICER = "coordinator.la-calera", "respondent.la-calera", "officer.chile"
People = Callable[..., BrowserContext]


@pytest.fixture
def people(site: str, chromium: Browser) -> Iterator[People]:
    """A browser of one's own for each person, signed in; closed at the end."""
    opened: list[BrowserContext] = []

    def make(account: str, *, scripts: bool = True) -> BrowserContext:
        context = chromium.new_context(java_script_enabled=scripts, locale="en-GB")
        opened.append(context)
        page = context.new_page()
        sign_in(page, site, account)
        page.close()
        return context

    yield make
    for context in opened:
        context.close()


def sign_in(page: Page, site: str, account: str) -> None:
    page.goto(f"{site}/en/account/login/")
    page.fill("input[name=login]", f"{account}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/workspace/")


def overview_of(page: Page, site: str, city: str = "La Calera") -> str:
    page.goto(f"{site}/en/assessments/")
    page.get_by_role("link", name=city, exact=True).click()
    page.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}/$"))
    return page.url


def item(page: Page, site: str, code: str) -> str:
    address = f"{overview_of(page, site)}answers/{code}/"
    page.goto(address)
    page.wait_for_function("document.documentElement.dataset.autosave === 'on'")
    return address


def saved(page: Page) -> None:
    expect(page.locator("#save-line[data-state=saved]")).to_contain_text("Saved at", timeout=15_000)


def situation(page: Page) -> str:
    return page.locator("#id_situation").input_value()


def test_what_is_typed_is_saved_by_itself(site: str, people: People) -> None:
    page = people(COORDINATOR).new_page()
    address = item(page, site, "C05.Q01")

    page.locator("input[name=level][value='2']").check()
    expect(page.locator("#save-line")).to_contain_text("whose competence")  # a draft, kept
    page.locator("input[name=competence][value=municipal]").check()
    page.fill("#id_situation", "A desk in the market.")
    saved(page)
    page.get_by_role("button", name="Next").click()

    page.wait_for_url("**/answers/C05.Q02/")
    page.goto(address)
    assert situation(page) == "A desk in the market."
    assert page.locator("input[name=state][value=answered]").is_checked()


def test_a_link_waits_until_all_is_saved(site: str, people: People) -> None:
    page = people(COORDINATOR).new_page()
    address = item(page, site, "C05.Q02")

    page.fill("#id_situation", "Typed just before leaving.")
    page.locator(".crumbs a").first.click()

    page.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}/$"))
    page.goto(address)
    assert situation(page) == "Typed just before leaving."


def test_evidence_is_added_and_refused_with_its_reason(site: str, people: People) -> None:
    page = people(RESPONDENT).new_page()
    item(page, site, "C06.Q03")

    page.locator("#id_file").set_input_files({"name": "note.exe", "mimeType": "text/plain", "buffer": b"MZ"})
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("main")).to_contain_text("Files of this kind are not taken")
    page.fill("#id_situation", "Typed just before adding.")
    page.locator("#id_file").set_input_files(
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"As agreed."}
    )
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator(".files").get_by_role("link", name="note.txt", exact=True)).to_be_visible()
    assert situation(page) == "Typed just before adding."


def test_evidence_without_a_line_stays_on_the_page(site: str, people: People) -> None:
    context = people(RESPONDENT)
    page = context.new_page()
    item(page, site, "C08.Q01")

    assert page.get_by_label("Which other body is competent? (needed if it is not your competence)").count()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#id_file")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_file")).to_have_accessible_description(re.compile("Choose a file or write"))
    page.wait_for_function("document.documentElement.dataset.autosave === 'on'")
    page.fill("#id_link", "https://example.org/")
    context.set_offline(True)
    page.get_by_role("button", name="Add", exact=True).click()
    for place in ("#save-line", "#save-spoken"):
        expect(page.locator(place)).to_contain_text("Check the connection")
    assert page.locator("#id_link").input_value() == "https://example.org/"
    context.set_offline(False)
    page.get_by_role("button", name="Add", exact=True).click()

    expect(
        page.locator(".files").get_by_role("link", name="https://example.org/", exact=True)
    ).to_be_visible()


def test_a_reply_that_comes_slowly_is_waited_for(site: str, people: People) -> None:
    page = people(COORDINATOR).new_page()
    broken: list[str] = []
    keys: list[list[str]] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda sent: keys.append(parse_qs(sent.post_data or "").get("key", [])))
    page.add_init_script("""
        const read = Response.prototype.json;
        Response.prototype.json = async function () {
          await new Promise((go) => setTimeout(go, 1500));
          return read.call(this);
        };""")
    address = item(page, site, "C06.Q04")

    with page.expect_response(lambda reply: reply.request.method == "POST"):
        page.fill("#id_situation", "The first text.")
        page.locator("#id_commitment").focus()
    page.fill("#id_commitment", "The second text.")
    page.locator("#id_situation").focus()
    page.wait_for_timeout(4500)

    sent = [key for found in keys for key in found]
    assert len(sent) == len(set(sent)) == 2
    assert broken == []
    page.goto(address)
    assert page.locator("#id_commitment").input_value() == "The second text."


def test_the_line_is_cut_while_typing(site: str, people: People) -> None:
    context = people(COORDINATOR)
    page = context.new_page()
    address = item(page, site, "C05.Q03")

    context.set_offline(True)
    page.fill("#id_situation", "Typed without a line.")
    expect(page.locator("#save-line[data-state=offline]")).to_contain_text("still on this page")
    page.get_by_role("button", name="Next").click()
    assert page.url == address
    page.fill("#id_situation", "Typed without a line, and more.")
    kept = page.evaluate("Object.values({...localStorage, ...sessionStorage}).join()")
    assert "Typed" not in kept
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    page.wait_for_timeout(300)
    context.set_offline(False)

    saved(page)
    assert asked == ["beforeunload"]
    other = context.new_page()
    other.goto(address)
    assert situation(other) == "Typed without a line, and more."


def test_the_sign_in_ends_while_typing(site: str, people: People) -> None:
    context = people(COORDINATOR)
    page = context.new_page()
    address = item(page, site, "C05.Q04")

    context.clear_cookies()
    page.fill("#id_situation", "Typed after the sign-in had ended.")
    dialog = page.locator("dialog#sign-in")
    expect(dialog).to_be_visible(timeout=15_000)
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("do not match")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()

    saved(page)
    assert situation(page) == "Typed after the sign-in had ended."
    page.goto(address)
    assert situation(page) == "Typed after the sign-in had ended."


def test_nothing_is_sent_as_somebody_else(site: str, people: People) -> None:
    context = people(COORDINATOR)
    page = context.new_page()
    address = item(page, site, "C05.Q05")

    context.clear_cookies()
    other = context.new_page()
    sign_in(other, site, RESPONDENT)
    page.fill("#id_situation", "Typed by the coordinator.")

    expect(page.locator("#save-line[data-state=closed]")).to_contain_text("somebody else", timeout=15_000)
    assert situation(page) == "Typed by the coordinator."
    other.goto(address)
    assert situation(other) == ""


def test_two_people_write_at_once_and_see_both_texts(site: str, people: People) -> None:
    one, two = people(COORDINATOR).new_page(), people(RESPONDENT).new_page()
    address = item(one, site, "C05.Q06")
    item(two, site, "C05.Q06")

    two.fill("#id_commitment", "Open four fairs a year.")
    saved(two)
    one.fill("#id_commitment", "Open two fairs a year <b>soon</b>.")
    block = one.locator("#conflict")
    expect(block).to_contain_text("There are two versions", timeout=15_000)
    expect(block.locator("del")).to_have_text(["two", "year <b>soon</b>."])
    expect(block.locator("ins").first).to_have_text("four")
    one.fill("#id_commitment", "Open four fairs a year, soon.")
    block.get_by_role("button", name="Save what is in the form").click()

    saved(one)
    expect(block).to_be_empty()
    two.goto(address)
    assert two.locator("#id_commitment").input_value() == "Open four fairs a year, soon."
    two.get_by_role("link", name="All versions of this answer").click()
    expect(two.locator("main")).to_contain_text("Kept beside a newer version")


def test_the_other_version_can_be_taken(site: str, people: People) -> None:
    one, two = people(COORDINATOR).new_page(), people(RESPONDENT).new_page()
    item(one, site, "C06.Q01")
    item(two, site, "C06.Q01")

    two.locator("input[name=state][value=not_known]").check()
    saved(two)
    one.locator("input[name=level][value='3']").check()
    block = one.locator("#conflict")
    expect(block).to_contain_text("There are two versions", timeout=15_000)
    while block.get_by_role("button", name="Use the other").count():
        block.get_by_role("button", name="Use the other").first.click()

    saved(one)
    assert one.locator("input[name=state][value=not_known]").is_checked()
    assert one.locator("input[name=level]:checked").count() == 0


def test_what_is_typed_during_a_conflict_is_kept(site: str, people: People) -> None:
    one, two = people(COORDINATOR).new_page(), people(RESPONDENT).new_page()
    item(one, site, "C07.Q01")
    item(two, site, "C07.Q01")

    two.fill("#id_situation", "The other text.")
    saved(two)
    one.locator("input[name=level][value='3']").check()
    line, block = one.locator("#save-line"), one.locator("#conflict")
    expect(line).to_contain_text("There are two versions", timeout=15_000)
    one.locator("#id_situation").press_sequentially("Typed below the fold.")
    expect(block.locator("[data-field=situation] .ver").first).to_contain_text("Typed below the fold.")
    assert one.evaluate("document.activeElement.id") == "id_situation"
    line.get_by_role("link", name="See both versions").click()
    expect(block.get_by_role("heading", name="There are two versions")).to_be_in_viewport()
    one.evaluate("document.querySelector('#id_situation').value += ' And the last word.'")
    block.locator("[data-field=situation]").get_by_role("button", name="Use the other").click()
    expect(one.locator("#id_situation")).to_have_value("The other text.")
    block.get_by_role("button", name="Keep mine").click()

    saved(one)
    expect(block).to_be_empty()
    assert one.locator("input[name=level][value='3']").is_checked()
    one.get_by_role("link", name="All versions of this answer").click()
    late = one.locator("li.card", has_text="Kept beside a newer version")
    expect(late.filter(has_text="Typed below the fold. And the last word.")).to_have_count(1)


def test_the_other_text_is_not_taken_while_ones_own_is_nowhere(site: str, people: People) -> None:
    context = people(COORDINATOR)
    one, two = context.new_page(), people(RESPONDENT).new_page()
    item(one, site, "C07.Q02")
    item(two, site, "C07.Q02")

    two.fill("#id_situation", "The other text.")
    saved(two)
    one.fill("#id_situation", "Mine.")
    block = one.locator("#conflict")
    expect(block).to_contain_text("There are two versions", timeout=15_000)
    context.set_offline(True)
    one.fill("#id_situation", "Mine, and more.")
    block.get_by_role("button", name="Use the other").click()
    expect(one.locator("#save-line[data-state=offline]")).to_be_visible()
    assert situation(one) == "Mine, and more."
    context.set_offline(False)

    expect(block).to_contain_text("and more.", timeout=15_000)
    block.get_by_role("button", name="Use the other").click()
    expect(one.locator("#id_situation")).to_have_value("The other text.")


def test_one_person_in_two_windows_is_not_somebody_else(site: str, people: People) -> None:
    context = people(COORDINATOR)
    one, two = context.new_page(), context.new_page()
    item(one, site, "C07.Q03")
    item(two, site, "C07.Q03")

    two.fill("#id_situation", "In the second window.")
    saved(two)
    one.fill("#id_situation", "In the first window.")

    block = one.locator("#conflict")
    expect(block).to_contain_text("You, in another window", timeout=15_000)
    expect(block).to_contain_text("You saved this answer in another window")
    expect(block).not_to_contain_text("La Calera")


def test_a_recovery_is_spoken_and_nothing_old_stands(site: str, people: People) -> None:
    context = people(COORDINATOR)
    page = context.new_page()
    item(page, site, "C07.Q04")
    spoken = page.locator("#save-spoken")

    page.locator("input[name=level][value='2']").check()
    expect(spoken).to_contain_text("whose competence")
    page.locator("input[name=competence][value=municipal]").check()
    expect(spoken).to_have_text(re.compile(r"^Saved at [\d:]+$"))
    context.set_offline(True)
    page.fill("#id_situation", "Typed without a line.")
    expect(spoken).to_contain_text("No connection")
    context.set_offline(False)
    expect(spoken).to_contain_text("Saved at", timeout=15_000)
    page.locator("input[name=state][value=not_applicable]").check()
    page.fill("#id_situation", "")
    expect(spoken).to_contain_text("Not saved. Correct", timeout=15_000)
    page.fill("#id_situation", "There is none.")
    expect(spoken).to_contain_text("Saved at", timeout=15_000)


def test_what_was_refused_and_taken_back_leaves_no_complaint(site: str, people: People) -> None:
    page = people(COORDINATOR).new_page()
    item(page, site, "C07.Q05")

    page.locator("input[name=state][value=not_known]").check()
    saved(page)
    page.locator("input[name=state][value=not_applicable]").check()
    expect(page.locator("#error-situation")).to_contain_text("Write why")
    page.locator("input[name=state][value=not_known]").check()

    for place in ("#save-line", "#save-spoken"):
        expect(page.locator(place)).to_contain_text("Saved at")
    expect(page.locator("#error-situation")).to_be_hidden()


def test_a_text_that_is_too_long_is_not_cut(site: str, people: People) -> None:
    page = people(COORDINATOR).new_page()
    item(page, site, "C07.Q06")
    text = "Typed. " * 600

    page.locator("#id_situation").focus()
    page.keyboard.insert_text(text)

    expect(page.locator("#error-situation")).to_have_text(
        "Write at most 4000 characters; there are 4199 now.", timeout=15_000
    )
    expect(page.locator("#save-line")).to_contain_text("Not saved. Correct what is marked above.")
    expect(page.locator("#id_situation")).to_have_attribute("aria-invalid", "true")
    assert situation(page) == text
    page.fill("#id_situation", "Shorter.")
    saved(page)
    assert page.locator("#id_situation").get_attribute("aria-invalid") is None


def test_answering_without_scripts(site: str, people: People) -> None:
    page = people(RESPONDENT, scripts=False).new_page()
    address = f"{overview_of(page, site)}answers/C06.Q02/"
    page.goto(address)

    page.locator("input[name=state][value=not_applicable]").check()
    page.get_by_role("button", name="Save", exact=True).click()
    assert "Write why it does not apply" in page.locator("main").inner_text()
    page.fill("#id_situation", "There is no such office here.")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "Your answer was saved" in page.locator("#messages").inner_text()

    page.locator("#id_file").set_input_files({"name": "note.exe", "mimeType": "text/plain", "buffer": b"MZ"})
    page.fill("#id_situation", "There is no such office here, nor will be.")
    page.get_by_role("button", name="Add").click()
    assert "Files of this kind are not taken" in page.locator("main").inner_text()
    assert situation(page) == "There is no such office here, nor will be."
    page.locator("#id_file").set_input_files(
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"As agreed."}
    )
    page.get_by_role("button", name="Add").click()
    assert page.locator(".files").get_by_role("link", name="note.txt", exact=True).is_visible()


def test_the_sign_in_ends_without_scripts(site: str, people: People) -> None:
    context = people(COORDINATOR, scripts=False)
    page = context.new_page()
    address = f"{overview_of(page, site)}answers/C06.Q03/"
    page.goto(address)
    page.locator("input[name=state][value=not_applicable]").check()
    page.fill("#id_situation", "Typed after the end.\nOn two lines.")

    context.clear_cookies(name="session")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "What you typed is kept on this page" in page.locator("main").inner_text()
    for password in ("wrong", PASSWORD):
        page.fill("input[name=login]", f"{COORDINATOR}@demo.example")
        page.fill("input[name=password]", password)
        page.locator("main form button[type=submit]").click()

    assert page.get_by_role("heading", name="What you typed is here").is_visible()
    assert "Typed after the end.\nOn two lines." in page.locator("dd").all_inner_texts()
    page.reload()  # the browser sends the sign-in once more
    page.get_by_role("button", name="Send it again").click()
    assert "Your answer was saved" in page.locator("#messages").inner_text()
    assert page.url == address
    assert situation(page) == "Typed after the end.\nOn two lines."


@pytest.mark.closing
def test_from_the_last_answer_to_validation(site: str, people: People) -> None:
    """Everything is answered, sent, returned for one question, answered, sent again and validated."""
    coordinator, officer = people(COORDINATOR).new_page(), people(OFFICER).new_page()
    address = overview_of(coordinator, site)
    for _attempt in range(60):
        waiting = coordinator.get_by_role("link", name=re.compile("Go on where|Begin with"))
        if not coordinator.get_by_text("questions have no answer yet").count() and not (
            coordinator.get_by_text("question has no answer yet").count()
        ):
            break
        waiting.click()
        coordinator.wait_for_function("document.documentElement.dataset.autosave === 'on'")
        coordinator.locator("input[name=state][value=not_known]").check()
        saved(coordinator)
        coordinator.goto(address)
    coordinator.get_by_role("link", name="Check and send to UNHCR").click()
    coordinator.get_by_role("button", name="Send to UNHCR").click()
    expect(coordinator.locator("#messages")).to_contain_text("was sent to UNHCR")

    overview_of(officer, site)
    officer.get_by_role("link", name="Review").click()
    officer.get_by_text("Return with a comment – 1.1").click()
    officer.get_by_label("What to correct – 1.1").fill("Say since when.")
    officer.get_by_role("button", name="Return with comments").click()
    expect(officer.locator("#messages")).to_contain_text("1 question was returned")

    coordinator.goto(f"{address}answers/C01.Q02/")
    expect(coordinator.locator("main")).to_contain_text("Only the returned questions")
    coordinator.goto(f"{address}answers/C01.Q01/")
    expect(coordinator.locator("main")).to_contain_text("Say since when.")
    coordinator.wait_for_function("document.documentElement.dataset.autosave === 'on'")
    coordinator.fill("#id_situation", "Since 2019.")
    saved(coordinator)
    coordinator.goto(f"{address}submit/")
    coordinator.get_by_role("button", name="Send to UNHCR").click()

    officer.goto(f"{address}review/")
    expect(officer.locator("main")).to_contain_text("Changed since the return")
    officer.once("dialog", lambda dialog: dialog.accept())
    officer.get_by_role("button", name="Validate").click()
    expect(officer.locator("#messages")).to_contain_text("was validated")
    officer.get_by_role("link", name="See the result").click()
    expect(officer.get_by_role("heading", name="Profile across the ten criteria")).to_be_visible()
