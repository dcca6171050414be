"""Handles proposed for names that people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.handle import handle_of
from app.domain.problem import HANDLE


@pytest.mark.parametrize(
    ("words", "handle"),
    [
        ("Ana", "ana"),
        ("Jürgen", "jurgen"),
        ("Zoë Strauß", "zoe-strauss"),
        ("Łukasz", "lukasz"),
        ("Søren Ærø", "soren-aero"),
        ("Işıl", "isil"),
        ("Anne-Marie", "anne-marie"),
        ("  On call - EU / nights  ", "on-call-eu-nights"),
        ("v1.2_rc", "v1.2_rc"),
        ("Юлия", ""),
        ("李", ""),
        ("!?", ""),
    ],
)
def test_a_name_becomes_a_handle(words: str, handle: str) -> None:
    assert handle_of(words) == handle


@given(st.text(max_size=120))
def test_whatever_is_typed_it_is_a_handle_or_nothing(words: str) -> None:
    made = handle_of(words)
    assert made == "" or HANDLE.fullmatch(made)
    assert handle_of(made) == made
