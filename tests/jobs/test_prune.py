import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from solidarity.jobs.actions import enqueue
from solidarity.jobs.models import Job
from solidarity.jobs.work import work

pytestmark = pytest.mark.django_db


def test_prune_removes_what_has_expired_and_nothing_else() -> None:
    now = timezone.now()
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now + datetime.timedelta(days=days)
        )
    cache.set("old", 1, timeout=-60)
    cache.set("new", 1, timeout=600)
    old, recent = (
        Job.objects.create(kind="test.ok", state="done", finished_at=now - datetime.timedelta(days=days))
        for days in (31, 29)
    )
    open_for_long = Job.objects.create(kind="test.ok", queued_at=now - datetime.timedelta(days=99))
    job = enqueue("jobs.prune", by=None, parameters={})

    work(job.pk)

    job.refresh_from_db()
    assert job.result is not None
    assert job.result["jobs"] == 1
    assert not Job.objects.filter(pk=old.pk).exists()
    assert Job.objects.filter(pk__in=[recent.pk, open_for_long.pk]).count() == 2
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone()[0] == 1
