"""The days that a form and its action both have a say in."""

from copy import copy
from typing import Any

from django import forms

from agreements.chronology import wrong_dates
from agreements.models import Agreement
from solidarity.web.forms import DayField
from solidarity.workflow import Sentence


def wrong_days(form: forms.Form, agreement: Agreement, **facts: Any) -> list[Sentence]:
    """What is impossible about the days typed in `form`, as far as they can be read, with these `facts`."""
    row = copy(agreement)
    for name, field in form.fields.items():
        if isinstance(field, DayField):
            facts.setdefault(name, form.cleaned_data.get(name))
    for name in ("signed_precision", "valid_precision"):  # what is typed here is exact
        facts.setdefault(name, getattr(row, name) or "day")
    for name, value in facts.items():
        setattr(row, name, value)
    return wrong_dates(row)
