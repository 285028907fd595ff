"""The history piece of any object."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from solidarity.audit.history import NEWEST, history_of
from solidarity.audit.record import record
from tests.cast import Cast


def test_history_is_the_newest_about_this_object(cast: Cast) -> None:
    with transaction.atomic():
        for _ in range(NEWEST + 2):
            record("user.signed_in", cast.bureau, by=cast.bureau)
        record("user.signed_in", cast.nobody, by=cast.nobody)

    found = list(history_of(cast.bureau))

    assert len(found) == NEWEST
    assert {event.object_id for event in found} == {str(cast.bureau.pk)}
    assert found == sorted(found, key=lambda event: (event.at, event.pk), reverse=True)


def test_history_speaks_the_readers_language_and_zone(cast: Cast) -> None:
    with transaction.atomic():
        event = record("user.signed_in", cast.bureau, by=cast.bureau)

    with translation.override("es"), timezone.override("America/Montevideo"):
        piece = render_to_string("audit/_history.html", {"events": history_of(cast.bureau)})
        local = timezone.localtime(event.at)

    assert "bureau ingresó" in piece
    assert f"{local:%H:%M}" in piece


def test_history_shows_what_people_wrote_as_text(cast: Cast) -> None:
    with transaction.atomic():
        record("user.signed_in", cast.bureau, by=cast.bureau, note="<script>alert(1)</script>")

    piece = render_to_string("audit/_history.html", {"events": history_of(cast.bureau)})

    assert "<script>" not in piece
