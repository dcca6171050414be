"""Tags: what can be one, which are the same, and what is said when they change."""

import pytest

from app.domain.tag import LONGEST, MOST, in_order, of_sender, parts, told, why_no_tag, why_no_tags


def test_each_once_in_the_first_spelling() -> None:
    assert parts(" Checkout, eu ,checkout,, two  words ") == ("Checkout", "eu", "two words")
    assert parts(["STRASSE", "straße", "é"]) == ("STRASSE", "é")
    assert parts("") == parts([]) == parts([" "]) == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        ("x" * (LONGEST + 1), "at most 50 characters"),
        ("a,b", "neither commas"),
        ("a\x00b", "control"),
        ("a\u202eb", "control"),
        ("\ud800", "control"),
    ],
)
def test_what_is_no_tag_is_told_in_a_sentence(name: str, words: str) -> None:
    assert words in (why_no_tag(name) or "")


def test_what_may_be_one() -> None:
    assert [why_no_tag(each) for each in ("x", "x" * LONGEST, "env:prod", "Zahlung", "決済")] == [
        None
    ] * 5
    assert why_no_tags([f"t{n}" for n in range(MOST)]) is None
    assert why_no_tags([f"t{n}" for n in range(MOST + 1)]) == (
        "An incident has at most 20 tags; these are 21."
    )


def test_a_sender_is_never_refused() -> None:
    assert of_sender(["eu", 5, None, "x" * 99, "EU", "a\tb"]) == ("eu", "a b")
    assert of_sender("eu, prod") == ("eu", "prod")
    assert of_sender({"severity": "page"}) == of_sender(None) == ()
    assert len(of_sender([f"t{n}" for n in range(99)])) == MOST


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([], ["checkout"], "Added tag checkout"),
        (["eu"], ["checkout"], "Added tag checkout, removed tag eu"),
        (["eu", "pos"], ["EU", "b", "a"], "Added tags b, a, removed tag pos"),
        (["b", "a"], [], "Removed tags b, a"),
    ],
)
def test_a_change_is_one_sentence(old: list[str], new: list[str], said: str) -> None:
    assert told(old, new) == said


def test_they_are_shown_in_order_whatever_the_case() -> None:
    assert in_order(["b", "C", "A"]) == ("A", "b", "C")
