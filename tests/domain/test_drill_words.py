"""What a drill says by itself, by the voice of the team."""

from datetime import timedelta

from app.domain.drill import Step, signal_of
from app.domain.language import Language
from app.notify.voice import Voice


def test_a_note_of_a_drill_is_told_in_the_language_of_the_team() -> None:
    step = Step(after=timedelta(), note="A customer writes.")
    assert signal_of(step, "x").title == "Drill: A customer writes."
    assert signal_of(step, "x", Voice(Language.GERMAN).say).title == "Übung: A customer writes."
