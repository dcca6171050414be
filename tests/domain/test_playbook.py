"""Playbooks as text: what is understood, what is wrong in which line; and nothing but values."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errand_text import Unfit, asked, errand
from app.domain.playbook import Option, PlayStepSpec, fits
from app.domain.playbook_text import read
from app.domain.redaction import hushed
from models.kinds import Category, PlayKind, Severity

WHOLE = """# Slow
For: performance, other
Severity: SEV1
Service: api, web

About it.

## 1. Decide: Which?
Owner: ana
Within: 5m
- Left -> Look
- Right -> end

## Command: Look
Time-out: 20s

Mind it.

```sh
echo {{who}} {{number}}
```
"""


def test_everything_in_it_is_understood() -> None:
    book, faults = read(WHOLE)
    assert faults == ()
    assert (book.name, book.about) == ("Slow", "About it.")
    assert book.categories == (Category.PERFORMANCE, Category.OTHER)
    assert (book.severities, book.services) == ((Severity.SEV1,), ("api", "web"))
    first, second = book.steps
    assert first.options == (Option("Left", "Look"), Option("Right", "end"))
    assert (first.owner, first.within) == ("ana", timedelta(minutes=5))
    assert (second.code, second.text) == ("echo {{who}} {{number}}", "Mind it.")
    assert asked(second) == ("who",)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "The first line is the name"),
        ("# A\nFor: performence\n## Do: x", 2, "“performence” is none of"),
        ("# A\n## Doo: x", 2, "did you mean 'do'"),
        ("# A\n## x", 2, "A step begins with its kind"),
        ("# A\n## Do: x\nOwnr: ana", 3, "did you mean “owner:”"),
        ("# A\n## Do: x\nWithin: soon", 3, "no length of time"),
        ("# A\n## Wait: x", 2, "For: 10m"),
        ("# A\n## Decide: x\n- Yes -> end", 2, "two answers"),
        ("# A\n## Decide: x\n- Yes -> end\n- No -> nowhere", 2, "no later step"),
        ("# A\n## Do: x\n## Decide: y\n- Yes -> x\n- No -> end", 3, "no later step"),
        ("# A\n## Do: x\n## Do: X", 3, "Line 2 has a step of this title"),
        ("# A\n## Notify: x\nhello", 2, "Say whom to tell"),
        ("# A\n## Command: x", 2, "three back-ticks"),
        ("# A\n## Command: x\n```\na | b\n```", 2, "Shell: yes"),
        ("# A\n## Command: x\n```\na\nb\n```", 2, "one line"),
        ("# A\n## Command: x\n```\n{{a}} b\n```", 2, "written out"),
        ("# A\n## Command: x\nShell: yes\n```\necho {{a}}\n```", 2, "$wb_service"),
        ("# A\n## HTTP: x\n```\nGET ftp://a/\n```", 2, "https://"),
        ("# A\n## HTTP: x\n```\nGET https://{{a}}/\n```", 2, "The host must be written out"),
        ("# A\n## HTTP: x\n```\nGET https://u:p@a/\n```", 2, "No user and password"),
        ("# A\n## Command: x\nTime-out: 1h\n```\na\n```", 2, "ten minutes"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: str) -> None:
    found = [each for each in read(text)[1] if words in each.sentence]
    assert [each.line for each in found] == [line]


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    book, faults = read(text)
    assert faults or book.steps


VALUES = st.text(min_size=1, max_size=60).filter(lambda value: value.strip())


def command(code: str) -> PlayStepSpec:
    return PlayStepSpec(PlayKind.COMMAND, "x", code=code)


@given(VALUES)
def test_a_value_stays_one_word(value: str) -> None:
    try:
        found = errand(command("tool --name={{a}} 'in {{a}} quotes' end"), {"a": value})
    except Unfit:
        return
    assert found.argv == ("tool", f"--name={value}", f"in {value} quotes", "end")


@given(VALUES)
def test_a_value_never_leaves_its_place_in_an_address(value: str) -> None:
    step = PlayStepSpec(PlayKind.HTTP, "x", code="GET https://a.example/p/{{a}}/end?q={{a}}")
    try:
        url = errand(step, {"a": value}).url
    except Unfit:
        return
    assert url.startswith("https://a.example/p/")
    assert (url.count("/"), url.count("?"), url.count("#")) == (5, 1, 0)


@pytest.mark.parametrize("value", ["--evil", "-rf"])
def test_a_value_is_no_option(value: str) -> None:
    with pytest.raises(Unfit, match="dash"):
        errand(command("rm {{a}}"), {"a": value})


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\x00b", "x" * 3000, " "])
def test_values_that_are_no_values(value: str) -> None:
    with pytest.raises(Unfit):
        errand(command("tool {{a}}"), {"a": value})


def test_it_fits_by_service_category_and_severity() -> None:
    book = read(WHOLE)[0]
    found = fits(book, Category.PERFORMANCE, Severity.SEV1, ["api"])
    assert found is not None
    assert found.score == 7
    assert fits(book, Category.PERFORMANCE, Severity.SEV2, ["api"]) is None
    assert fits(book, None, Severity.SEV1, ["api"]) is None
    assert fits(book, Category.OTHER, Severity.SEV1, ["db"]) is None


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password=hunter22 rest", "hunter22"),
        ('"api_key": "abcd1234"', "abcd1234"),
        ("Authorization: Bearer abc.def-123456", "abc.def-123456"),
        ("postgresql://ana:pa55word@db/x", "pa55word"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    ],
)
def test_secrets_in_output_are_masked(text: str, secret: str) -> None:
    assert secret not in hushed(text)
    assert hushed("nothing to hide here: 42 rows") == "nothing to hide here: 42 rows"
