"""Components: fields tied to their hints and errors, and what a reader of each may rely on."""

import re

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from solidarity.web import rooftops


class Form(forms.Form):
    day = forms.DateField(help_text="For example, 3 October")
    level = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)

    def clean(self) -> None:
        self.add_error(None, "These do not go together")


def test_control_names_its_hint_and_its_error() -> None:
    html = str(Form({"day": "yesterday"}))

    control = re.search(r"<input[^>]*name=\"day\"[^>]*>", html)
    assert control
    assert 'aria-invalid="true"' in control[0]
    assert 'aria-describedby="id_day_helptext id_day_error"' in control[0]
    assert 'id="id_day_helptext"' in html
    assert 'id="id_day_error"' in html


def test_typed_text_is_kept_and_escaped() -> None:
    html = str(Form({"day": '"><script>alert(1)</script>'}))

    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_summary_links_every_error_to_a_place_on_the_page() -> None:
    html = str(Form({}))

    summary = html[html.index("err-sum") : html.index("</ul>")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 2
    assert all(f'id="{target}"' in html for target in targets)
    assert "These do not go together" in summary


def test_radio_choices_are_a_group_with_a_name() -> None:
    html = str(Form())

    assert re.search(r"<fieldset[^>]*>\s*<legend>Level", html)


def test_pager_keeps_the_filters() -> None:
    page = Paginator(range(100), 25).page(2)

    html = render_to_string("components/pager.html", {"page": page, "query": QueryDict("q=lima&page=2")})

    assert 'href="?q=lima&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_pager_of_one_page_is_nothing() -> None:
    html = render_to_string(
        "components/pager.html", {"page": Paginator([1], 25).page(1), "query": QueryDict()}
    )

    assert html.strip() == ""


def test_score_without_answer_is_not_zero() -> None:
    with translation.override("en"):
        html = render_to_string("components/score_dial.html", {"score": None})

    assert "No answer" in html
    assert "0.0" not in html


def test_rooftops_belong_to_their_slug() -> None:
    assert rooftops.draw("uy-montevideo") == rooftops.draw("uy-montevideo")
    assert rooftops.draw("uy-montevideo") != rooftops.draw("cl-la-calera")
