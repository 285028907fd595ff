"""Reading pages may not write."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from networks.models import Source
from solidarity.web.readonly import WriteWhileReading, reading_only
from solidarity.web.views import ReadOnlyView


def test_guard_lets_reads_through(db: None) -> None:
    with reading_only():
        assert Source.objects.count() == 0


@pytest.mark.parametrize(
    "write",
    [
        lambda: Source.objects.create(title="New"),
        lambda: Source.objects.update(title="Other"),
        lambda: Source.objects.all().delete(),
    ],
)
def test_guard_refuses_writes(db: None, write: object) -> None:
    Source.objects.create(title="There")

    with pytest.raises(WriteWhileReading), reading_only():
        write()  # type: ignore[operator]


def test_reading_view_that_writes_fails(db: None, rf: RequestFactory) -> None:
    class Careless(ReadOnlyView):
        def get(self, request: HttpRequest) -> HttpResponse:
            Source.objects.create(title="New")
            return HttpResponse()

    with pytest.raises(WriteWhileReading):
        Careless.as_view()(rf.get("/"))
