"""Templates of updates: what they may, and how little can go wrong."""

import pytest

from app.errors import Refused
from app.notify.update_text import VARIABLES, check, listed, render
from app.queries.update_template import shipped

VALUES = dict.fromkeys(VARIABLES, "") | {
    "title": "Shop is slow",
    "components": [{"name": "Shop", "state": "Partial outage"}, {"name": "Mail", "state": "Slow"}],
    "impact": "<b>Some</b> carts are empty",
}


def test_variables_are_filled_in_as_they_are() -> None:
    text = "{{ title }}: {{ impact }}{% if lead %} by {{ lead }}{% endif %}"
    assert render(text, VALUES) == "Shop is slow: <b>Some</b> carts are empty"


def test_a_loop_goes_over_components() -> None:
    text = "{% for each in components %}{{ each.name }} {{ each.state|lower }}; {% endfor %}"
    assert render(text, VALUES) == "Shop partial outage; Mail slow;"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n{{ titel }}", "Line 2: there is no titel"),
        ("{{ title", "Line 1"),
        ("{% for i in range(9) %}x{% endfor %}", "a loop goes over components"),
        ("{% for c in title %}x{% endfor %}", "a loop goes over components"),
        ("{{ 'a' * 1000000000 }}", "mul is not allowed"),
        ("{{ title.__class__.__mro__ }}", "cannot be filled in"),
        ("{{ title|replace('', title) }}", "no filter replace"),
        ("{% set x = title ~ title %}", "is not allowed"),
        ("{% include 'x' %}", "include is not allowed"),
        ("{% macro m() %}{{ m() }}{% endmacro %}", "macro is not allowed"),
        ("{{ title() }}", "call is not allowed"),
        ("{{ title[0] }}", "getitem is not allowed"),
        ("x" * 10_001, "at most"),
        ("(" * 200 + "{{ " + "not " * 2000 + "title }}", "nested too deeply"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        render(text, VALUES)


def test_what_grows_too_long_is_stopped() -> None:
    inner = "{% for b in components %}{{ impact }}{% endfor %}"
    many = VALUES | {"components": [{"name": "x"}] * 1000, "impact": "long " * 100}
    with pytest.raises(Refused, match="too long"):
        render("{% for a in components %}" + inner + "{% endfor %}", many)


def test_the_shipped_ones_are_sound_and_say_no_jargon() -> None:
    assert len(shipped()) >= 6
    for each in shipped():
        check(each.text)
        assert render(each.text, VALUES)
        if each.public:
            assert "SEV" not in each.text
            assert "incident" not in each.text.lower()


def test_names_in_a_row() -> None:
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
