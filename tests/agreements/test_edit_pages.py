"""Entering an agreement and editing it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements.actions import Signer, edit_agreement, start_negotiation
from agreements.models import Agreement
from solidarity.audit.models import Event
from tests.agreements.making import BEGAN, candidate, in_force, signed, term
from tests.cast import Cast
from tests.networks.stories import tight

NEW = "/en/agreements/new/"
SIGNED_BY = {
    "signatory_1_party": "authority",
    "signatory_1_office": "Intendencia",
    "signatory_1_organisation": "Intendencia de muestra",
    "signatory_2_party": "unhcr",
    "signatory_2_office": "Representación regional",
    "signatory_2_organisation": "",
    **{f"signatory_{number}_party": "other" for number in range(3, 7)},
}


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "municipality": str(cast.montevideo.pk),
        "kind": str(term("framework_agreement").pk),
        "title": "Convenio marco",
        "language": "es",
        "reference": "UY-1",
        "valid_from": "",
        "valid_to": "",
        "notes": "",
        **more,
    }


def correction(cast: Cast, agreement: Agreement, **changes: str) -> dict[str, Any]:
    """What the edit page of a signed agreement sends, with some values corrected."""
    facts = {
        "version": str(agreement.version),
        "candidate_on": "2023-08-12",
        "negotiation_began_on": "2024-02-04",
        "signed_on": "2024-07-22",
        "place": "Montevideo",
        **SIGNED_BY,
    }
    return typed(cast, **{**facts, **changes})


def test_create_enters_a_candidate_and_leads_to_its_page(cast: Cast, officer: Client) -> None:
    area = term("housing", "strategic_areas")

    answer = officer.post(NEW, typed(cast, areas=[str(area.pk)], valid_to="2030-01-01"), follow=True)

    made = Agreement.objects.get()
    assert answer.redirect_chain == [(f"/en/agreements/{made.pk}/", 302)]
    assert (made.state, made.created_by, made.is_public) == ("candidate", cast.officer_uruguay, False)
    assert (made.valid_precision, list(made.areas.all())) == ("day", [area])
    assert "The agreement is entered as a candidate." in answer.content.decode()


def test_create_offers_only_the_cities_of_ones_own_country(cast: Cast, officer: Client) -> None:
    page = officer.get(NEW).content.decode()

    assert cast.montevideo.name in page
    assert cast.la_calera.name not in page


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"municipality": ""}, "Choose the city."),
        ({"kind": ""}, "Choose the kind of instrument."),
        ({"title": "  "}, "Write the title."),
        ({"valid_from": "2030-01-02", "valid_to": "2030-01-01"}, "The last day cannot come before"),
        ({"valid_to": "2030-01-01", "is_indefinite": "on"}, "not both"),
        ({"candidate_on": "2098-01-01"}, "A city cannot be a candidate since a day still to come"),
        ({"valid_to": "31/02/2030"}, "Write a real date with day, month and year."),
    ],
)
def test_create_says_at_the_field_what_is_wrong_and_keeps_the_rest(
    cast: Cast, officer: Client, more: dict[str, str], sentence: str
) -> None:
    answer = officer.post(NEW, typed(cast, notes="Kept words", **more))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept words" in page
    assert not Agreement.objects.exists()


def test_create_tells_of_wrong_days_beside_other_errors(cast: Cast, officer: Client) -> None:
    answer = officer.post(NEW, typed(cast, title="", candidate_on="2098-01-01", valid_to="31/02/2030"))

    page = answer.content.decode()
    assert "Write the title." in page
    assert "A city cannot be a candidate since a day still to come" in page
    assert "Write a real date with day, month and year." in page


def test_create_for_a_city_of_another_country_is_no_choice(cast: Cast, officer: Client) -> None:
    answer = officer.post(NEW, typed(cast, municipality=str(cast.la_calera.pk)))

    assert answer.status_code == 422
    assert "Choose one of the cities in the list." in answer.content.decode()


@pytest.mark.parametrize(
    "who", ["coordinator_montevideo", "bureau", "reader_chile", "administrator", "nobody"]
)
def test_create_is_for_officers(cast: Cast, sign_in: Callable[[Any], Client], who: str) -> None:
    reader = sign_in(getattr(cast, who))

    assert reader.get(NEW).status_code == 403
    assert reader.post(NEW, typed(cast)).status_code == 403


def test_edit_saves_and_counts_the_version(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    sent = typed(cast, version="1", candidate_on="2023-08-12", title="New title")

    answer = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    agreement.refresh_from_db()
    assert answer.status_code == 302
    assert (agreement.title, agreement.version, agreement.reference) == ("New title", 2, "UY-1")


def test_edit_offers_the_dates_that_steps_have_set(cast: Cast, officer: Client) -> None:
    early = candidate(cast.montevideo, cast.officer_uruguay)
    late = in_force(cast.montevideo, cast.officer_uruguay)

    assert "signed_on" not in officer.get(f"/en/agreements/{early.pk}/edit/").content.decode()
    assert 'value="2024-07-22"' in officer.get(f"/en/agreements/{late.pk}/edit/").content.decode()


def test_edit_may_not_take_away_what_the_state_needs(cast: Cast, officer: Client) -> None:
    agreement = in_force(cast.montevideo, cast.officer_uruguay)
    dates = {"candidate_on": "2023-08-12", "negotiation_began_on": "2024-02-04", "signed_on": "2024-07-22"}
    sent = typed(cast, version=str(agreement.version), place="Montevideo", **dates, **SIGNED_BY)

    answer = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    assert answer.status_code == 422
    assert "Say since when the agreement is in force." in answer.content.decode()


def test_who_signed_is_corrected_after_signing(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    address = f"/en/agreements/{agreement.pk}/edit/"
    shown = officer.get(address).content.decode()
    assert 'name="signatory_1_office" value="Intendencia"' in tight(shown)

    answer = officer.post(
        address, correction(cast, agreement, signatory_1_office="Mayor", signatory_3_office="Witness")
    )

    assert answer.status_code == 302
    agreement.refresh_from_db()
    offices = list(agreement.signatories.values_list("party", "office"))
    assert offices == [("authority", "Mayor"), ("unhcr", "Representación regional"), ("other", "Witness")]
    details = Event.objects.get(verb="agreement.edited").details
    assert "signatories" in details["fields"]
    assert [former["office"] for former in details["signatories_before"]] == [
        "Intendencia",
        "Representación regional",
    ]


def test_signatories_that_did_not_change_are_left_alone(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    before = list(agreement.signatories.values_list("pk", flat=True))

    officer.post(f"/en/agreements/{agreement.pk}/edit/", correction(cast, agreement, notes="More."))

    assert list(agreement.signatories.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"signatory_1_office": ""}, "Write the office in which this person signed."),
        ({"signatory_2_party": "other"}, "Name who signed for UNHCR, with the office."),
        ({"signed_on": "2024-01-01"}, "The signature cannot be before the negotiation began"),
    ],
)
def test_a_wrong_correction_is_refused_and_kept_in_the_form(
    cast: Cast, officer: Client, wrong: dict[str, str], sentence: str
) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    sent = correction(cast, agreement, signatory_3_office="Typed by me", **wrong)

    answer = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Typed by me" in page
    assert agreement.signatories.count() == 2


def test_edit_tells_of_wrong_days_beside_other_errors_and_judges_no_unreadable_day(
    cast: Cast, officer: Client
) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    wrong = {"title": "", "signed_on": "2024-01-01", "negotiation_began_on": "31/02/2024"}

    both = officer.post(f"/en/agreements/{agreement.pk}/edit/", correction(cast, agreement, **wrong))
    wrong["negotiation_began_on"] = "2024-02-04"
    one = officer.post(f"/en/agreements/{agreement.pk}/edit/", correction(cast, agreement, **wrong))

    assert "Write the title." in both.content.decode()
    assert "The signature cannot be before" not in both.content.decode()
    assert "Write the title." in one.content.decode()
    assert "The signature cannot be before the negotiation began (4 Feb 2024)." in one.content.decode()


def test_stale_correction_of_who_signed_shows_both(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    sent = correction(cast, agreement, signatory_1_office="Mayor")
    signers = [Signer("authority", "Governor"), Signer("unhcr", "Representación regional")]
    edit_agreement(
        agreement,
        by=cast.officer_uruguay,
        expected_version=agreement.version,
        changes={},
        signers=signers,
    )
    sent |= {f"signatory_{number}_party": "authority" for number in range(3, 7)}  # as the page offers

    conflict = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    page = tight(conflict.content.decode())
    assert conflict.status_code == 409
    assert "<p>Governor</p>" in page
    assert "<p>Mayor</p>" in page
    assert "Signatory 3: party" not in page.partition("</form>")[0].partition("<form")[0]
    assert agreement.signatories.values_list("office", flat=True)[0] == "Governor"


def test_a_candidate_is_not_asked_who_signed(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)

    assert "signatory_" not in officer.get(f"/en/agreements/{agreement.pk}/edit/").content.decode()


def test_stale_edit_shows_both_versions_and_loses_nothing(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay, title="As read")
    edit_agreement(
        agreement, by=cast.officer_uruguay, expected_version=1, changes={"title": "By a colleague"}
    )
    sent = typed(cast, version="1", candidate_on="2023-08-12", title="By me", notes="My notes")
    address = f"/en/agreements/{agreement.pk}/edit/"

    conflict = officer.post(address, sent)

    page = tight(conflict.content.decode())
    assert conflict.status_code == 409
    assert "<p>By a colleague</p>" in page
    assert "<p>By me</p>" in page
    assert 'value="By me"' in page
    assert "My notes" in page
    assert 'name="version" value="2"' in page
    agreement.refresh_from_db()
    assert agreement.title == "By a colleague"


def test_an_edit_read_before_a_step_is_a_conflict_and_can_then_be_saved(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    sent = typed(cast, version="1", candidate_on="2023-08-12", title="By me")
    started = start_negotiation(agreement, by=cast.officer_uruguay, began_on=BEGAN)
    address = f"/en/agreements/{agreement.pk}/edit/"

    conflict = officer.post(address, sent)

    page = tight(conflict.content.decode())
    assert conflict.status_code == 409
    assert 'value="By me"' in page
    assert f'value="{BEGAN}"' in page  # the day that the form had not asked for yet
    assert "err-sum" not in page
    again = {**sent, "version": str(started.version), "negotiation_began_on": str(BEGAN)}
    assert officer.post(address, again).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.title, agreement.negotiation_began_on) == ("By me", BEGAN)


@pytest.mark.parametrize("version", ["", "²", "-1", "99999999999999999999"])
def test_an_edit_without_a_version_that_can_be_is_refused(cast: Cast, officer: Client, version: str) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    sent = typed(cast, version=version, candidate_on="2023-08-12", title="By me")

    assert officer.post(f"/en/agreements/{agreement.pk}/edit/", sent).status_code == 422


def test_what_one_person_alone_has_changed_is_no_conflict(cast: Cast, officer: Client) -> None:
    area = term("housing", "strategic_areas")
    agreement = candidate(cast.montevideo, cast.officer_uruguay, title="As read", notes="One\nTwo")
    address = f"/en/agreements/{agreement.pk}/edit/"
    read = {"read": officer.get(address).context["form"].as_read}
    by_a_colleague = {"reference": "UY-9", "areas": [area], "valid_to": datetime.date(2030, 5, 4)}
    by_a_colleague |= {"valid_precision": "day"}
    edit_agreement(agreement, by=cast.officer_uruguay, expected_version=1, changes=by_a_colleague)
    sent = typed(cast, version="1", candidate_on="2023-08-12", title="By me", reference="", **read)

    conflict = officer.post(address, {**sent, "notes": "One\r\nTwo"})

    assert conflict.status_code == 409
    told = {item["field"].name: item["theirs"] for item in conflict.context["taken"]}
    assert told == {"reference": "UY-9", "areas": "Housing", "valid_to": "4 May 2030"}
    assert conflict.context["differences"] == []
    assert "nothing that you changed contradicts it" in conflict.content.decode()
    assert f"{cast.officer_uruguay} edited the agreement" in conflict.content.decode()
    assert officer.post(address, conflict.context["form"].data).status_code == 302
    saved = Agreement.objects.get()
    assert (saved.title, saved.reference, [*saved.areas.all()]) == ("By me", "UY-9", [area])
    assert (saved.valid_to, saved.notes) == (datetime.date(2030, 5, 4), "One\r\nTwo")


@pytest.mark.parametrize("read", ["", "[]", "{", '{"title": 1}', "null"])
def test_without_knowing_what_was_read_all_that_was_typed_counts(
    cast: Cast, officer: Client, read: str
) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    edit_agreement(agreement, by=cast.officer_uruguay, expected_version=1, changes={"reference": "UY-9"})
    sent = typed(cast, version="1", candidate_on="2023-08-12", title="By me", reference="UY-8", read=read)

    conflict = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    assert conflict.status_code == 409
    assert not conflict.context["taken"]
    assert conflict.context["form"].data["reference"] == "UY-8"


def test_a_day_that_cannot_be_is_shown_as_typed_in_a_conflict(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    edit_agreement(agreement, by=cast.officer_uruguay, expected_version=1, changes={"reference": "UY-9"})
    sent = typed(cast, version="1", candidate_on="2023-08-12", valid_to="31/02/2030")

    conflict = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    assert conflict.status_code == 409
    assert "<p>31/02/2030</p>" in tight(conflict.content.decode())


@pytest.mark.parametrize("read", ["", "no JSON", "[" * 100_000, "[]", '{"title": 1}'])
def test_a_conflict_stands_whatever_the_form_says_was_read(cast: Cast, officer: Client, read: str) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    edit_agreement(
        agreement, by=cast.officer_uruguay, expected_version=1, changes={"title": "By a colleague"}
    )
    sent = typed(cast, version="1", candidate_on="2023-08-12", title="By me", read=read)

    conflict = officer.post(f"/en/agreements/{agreement.pk}/edit/", sent)

    assert conflict.status_code == 409
    assert "By me" in conflict.content.decode()


def test_second_send_after_a_conflict_saves_knowingly(cast: Cast, officer: Client) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    edit_agreement(
        agreement, by=cast.officer_uruguay, expected_version=1, changes={"title": "By a colleague"}
    )
    sent = typed(cast, version="2", candidate_on="2023-08-12", title="By me")

    assert officer.post(f"/en/agreements/{agreement.pk}/edit/", sent).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == "By me"


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999"])
def test_edit_without_a_version_is_refused_at_the_form(cast: Cast, officer: Client, version: str) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)

    answer = officer.post(
        f"/en/agreements/{agreement.pk}/edit/", typed(cast, version=version, candidate_on="2023-08-12")
    )

    assert answer.status_code == 422
