"""What people read can be translated: each text is a literal that the gatherer finds."""

from __future__ import annotations

import sys

import pytest

from tests.architecture.checkout import ROOT

sys.path.insert(0, str(ROOT / "packaging"))

import gathering
import translations


@pytest.fixture(scope="module")
def found() -> gathering.Gathered:
    """All texts."""
    return gathering.gather()


def test_every_text_can_be_read_by_the_gatherer(found: gathering.Gathered) -> None:
    """No variable goes through `tr`, and `tr` is called on oneself: its class is the context."""
    assert found.unread == []


def test_what_the_window_and_what_the_program_say_is_found(found: gathering.Gathered) -> None:
    """Through helpers, from constants, and from f-strings."""
    messages = {(each.context, each.source) for each in found.messages}
    assert ("Rota", "Every %1 weeks, %2") in messages
    assert ("When", "%1 wk") in messages
    assert ("Said", "There is already a person called %1.") in messages
    assert ("Said", "raise the severity by one") in messages


@pytest.mark.parametrize(
    ("source", "form", "wrong"),
    [
        ("Cancel", "Abbrechen", ""),
        ("%1 of %2", "%2, davon %1", ""),
        ("%1 of %2", "%1 von", "expected the same %1 %2"),
        ("Save…", "Speichern", "expected the same … at its end"),
        (" and more", "und mehr", "expected the same space at its ends"),
        ("<b>Now</b>", "Jetzt", "expected the same <b> </b>"),
    ],
)
def test_a_translation_keeps_what_is_filled_in(source: str, form: str, wrong: str) -> None:
    """Placeholders, markup, edges."""
    assert translations.complaint(source, (form,)) == wrong
