"""Whom something names, as a person says it, in each language of the window."""

from datetime import UTC, datetime

import pytest

from app.queries.incident_row import EventRow
from models.kinds import EventKind, Source, TargetKind
from ui.incidents.happened import happened
from ui.language.sentence import worded
from ui.language.target import aimed, asked_words, kind_text
from ui.playbooks.words import outcome_words, whose

WRITTEN = [f"{kind}:night-1" for kind in TargetKind]


def test_english_says_a_target_without_a_colon() -> None:
    assert [aimed(each) for each in WRITTEN if each.startswith(("schedule", "team"))] == [
        "schedule night-1", "team night-1"
    ]  # fmt: skip
    assert aimed("person:fay") == "fay"
    assert aimed("Level 1 notifies schedule:primary and person:fay; it was not reached.") == (
        "Level 1 notifies schedule primary and fay; it was not reached."
    )


@pytest.mark.usefixtures("german")
def test_german_names_each_kind() -> None:
    told = [aimed(each) for each in WRITTEN]
    assert {"Plan night-1", "Team night-1", "Kanal night-1", "night-1"} <= set(told)
    assert not [each for each in told if ":" in each]
    assert kind_text(TargetKind.SCHEDULE, "night-1") == "Bereitschaft: night-1"


@pytest.mark.usefixtures("german")
def test_why_and_what_is_wrong_name_no_target_as_a_file_does() -> None:
    why = worded("12:51:09 level 1 of night, which notifies schedule:primary (Bo was on call).")
    assert aimed(why) == (
        "12:51:09 Stufe 1 von night; das alarmiert Plan primary (Bo hatte Bereitschaft)."
    )
    twice = aimed(worded("'schedule:primary' is named twice here."))
    assert "'Plan primary'" in twice
    assert whose("incident commander") == "Einsatzleitung"
    assert whose("person:fay") == "fay"


@pytest.mark.usefixtures("german")
def test_why_a_step_failed_is_ours_and_what_a_program_wrote_is_not() -> None:
    told = outcome_words("It failed with exit code 3.\n\n```\nIt ended well (exit code 0).\n```")
    assert told.startswith("Es schlug fehl mit Exit-Code 3.")
    assert told.endswith("\n\n```\nIt ended well (exit code 0).\n```")


@pytest.mark.parametrize("text", ["12:30:05 failed", "mailto:ops", "http://team:80/x", "a: b"])
def test_what_only_looks_alike_stays(text: str) -> None:
    assert aimed(text) == text


@pytest.mark.usefixtures("german")
def test_what_somebody_asks_for_and_what_is_quoted_stay_as_they_are() -> None:
    why = "Ana Ruiz asks you to help: talk with some customers"
    assert asked_words(why).endswith(": talk with some customers")
    assert asked_words(why).startswith("Ana Ruiz bittet")
    assert asked_words("12:51:09 Ana asks you to help.") == "12:51:09 Ana bittet dich um Hilfe."
    at = asked_words(f"12:51:09 {why}.")
    assert at.startswith("12:51:09 Ana Ruiz bittet")
    assert at.endswith(": talk with some customers.")
    assert "„talk with some customers“" in worded("write “talk with some customers” to ana")


@pytest.mark.parametrize("language", ["german", None])
def test_a_target_that_somebody_wrote_themselves_stays_as_they_wrote_it(
    request: pytest.FixtureRequest, language: str | None
) -> None:
    if language is not None:
        request.getfixturevalue(language)
    assert asked_words("Ana asks you to help: see team:web").endswith(": see team:web")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    text = "Bo is asked to help (team:web): see team:web"
    event = EventRow(1, at, at, EventKind.RESPONDER, Source.DESKTOP, "bo", None, text, {})
    said = happened(event)
    assert said.endswith(": see team:web")
    assert said.count("team:web") == 1
