"""An officer, and how queries are counted."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from networks.models import Country
from tests.cast import Cast


@pytest.fixture
def officer(cast: Cast, sign_in: Callable[[object], Client]) -> Client:
    """The officer of Uruguay, where the council usually approves."""
    Country.objects.filter(pk=cast.uruguay.pk).update(ratification_usual="yes")
    return sign_in(cast.officer_uruguay)


@pytest.fixture
def count_queries() -> Callable[[Client, str], int]:
    """How many statements a page takes."""

    def count(reader: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(address).status_code == 200
        return len(captured)

    return count
