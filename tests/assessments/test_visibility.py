"""Who sees which rounds, assessments and answers."""

import datetime
from typing import Any

import pytest

from assessments.models import Answer, Assessment, Round
from networks.access import territory_of
from tests.assessments.building import make_questionnaire, make_round, open_in_montevideo, returned, validated
from tests.cast import Cast

SEES_MONTEVIDEO = {
    "coordinator_montevideo", "respondent_montevideo", "partner_montevideo", "officer_uruguay",
    "bureau", "bureau_reader",
}  # fmt: skip


def test_assessments_and_answers_are_seen_in_their_territory_alone(cast: Cast) -> None:
    validated(cast)

    for model in (Assessment, Answer):
        seen = {who for who, person in cast.people().items() if _sees(model, person)}
        assert seen == SEES_MONTEVIDEO


def _sees(model: Any, person: Any) -> bool:
    return bool(model.objects.visible_to(person).exists())


def test_a_save_finds_what_its_writer_sees_and_nothing_else(cast: Cast) -> None:
    row = validated(cast)

    for person in cast.people().values():
        seen = Assessment.objects.visible_to(person).filter(pk=row.pk).first()
        assert _found_to_save(person, row.pk) == seen
    assert _found_to_save(cast.bureau, cast.montevideo.pk) is None


def test_a_save_finds_the_state_and_the_place(cast: Cast, django_assert_num_queries: Any) -> None:
    row = validated(cast)
    row.refresh_from_db()
    territory_of(cast.officer_uruguay)

    with django_assert_num_queries(1):
        found = Assessment.objects.get_visible_to(cast.officer_uruguay, row.pk)
        for name in ("state", "answered", "items", "questionnaire_id", "returned_at"):
            assert getattr(found, name) == getattr(row, name)
        assert found.municipality.country_id == cast.uruguay.pk


def _found_to_save(person: Any, pk: Any) -> Assessment | None:
    try:
        return Assessment.objects.get_visible_to(person, pk)
    except Assessment.DoesNotExist:
        return None


def test_rounds_of_a_country_are_seen_there(cast: Cast) -> None:
    version = make_questionnaire()
    make_round(version, country=cast.chile)

    seen = {who for who, person in cast.people().items() if _sees(Round, person)}

    assert seen == {
        "coordinator_la_calera", "coordinator_hidden_chile", "officer_chile", "reader_chile",
        "api_client_chile", "bureau", "bureau_reader",
    }  # fmt: skip


def test_a_round_of_the_region_is_seen_once_by_all_who_serve(cast: Cast) -> None:
    in_round = make_round()

    assert list(Round.objects.visible_to(cast.officer_chile)) == [in_round]
    assert not _sees(Round, cast.nobody)


@pytest.mark.parametrize(("day", "there"), [(1, False), (2, True), (4, True), (5, False)])
def test_a_round_is_under_way_from_its_first_to_its_last_day(cast: Cast, day: int, there: bool) -> None:
    make_round(opens_on=datetime.date(2026, 3, 2), closes_on=datetime.date(2026, 3, 4))

    assert Round.objects.under_way(datetime.date(2026, 3, day)).exists() is there


def test_what_lists_show_comes_as_annotations(cast: Cast) -> None:
    back = returned(cast)
    in_round = make_round(make_questionnaire("test.2"))
    begun = open_in_montevideo(cast, in_round)

    rows = Assessment.objects.with_progress().with_latest_score().with_returned()
    shown = {row.pk: (row.progress, row.returned_items, row.latest_territorial) for row in rows}

    assert shown == {back.pk: (1.0, 1, None), begun.pk: (0.0, 0, None)}
    assert set(Assessment.objects.under_way()) == {back, begun}
    assert list(Assessment.objects.reopened()) == [back]
    assert not Assessment.objects.to_validate().exists()
