"""When follow-ups are due, when owners hear of it, and the lines that become follow-ups."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.followup import (
    USUAL,
    Item,
    due_by,
    items_of,
    line_of,
    next_reminder,
    place,
)
from models.kinds import Severity
from models.kinds_learn import Priority, TaskKind

MADRID = ZoneInfo("Europe/Madrid")
MONDAY = datetime(2026, 3, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("- Alarm before the disk is full", Item("Alarm before the disk is full")),
        (
            "1. [ ] Try the fail-over @ben due 2026-04-01 !high",
            Item("Try the fail-over", "ben", date(2026, 4, 1), Priority.HIGH),
        ),
        ("* [x] Call them (by 2026-04-01)", Item("Call them", due=date(2026, 4, 1), done=True)),
        ("- mail ops@example.org", Item("mail ops@example.org")),
        ("- due 2026-02-31 is no day", Item("is no day")),
    ],
)  # fmt: skip
def test_a_line_of_a_list_is_an_item(line: str, item: Item) -> None:
    assert items_of(f"We do:\n\n{line}\n\nand no more") == [item]


def test_what_is_written_is_read_back() -> None:
    item = Item("Try the fail-over", "ben", date(2026, 4, 1))
    assert items_of(line_of(item)) == [item]


@given(st.text())
def test_any_text_has_items_or_none(text: str) -> None:
    assert all(each.title for each in items_of(text))


def test_it_is_due_on_an_evening_of_work() -> None:
    due = due_by(Severity.SEV1, datetime(2026, 3, 21, 3, tzinfo=UTC), USUAL, MADRID)
    assert due == datetime(2026, 3, 30, 15, tzinfo=UTC)  # Saturday and a week: Monday, in summer


def test_an_owner_hears_before_it_is_due_and_while_it_is_late() -> None:
    due = datetime(2026, 4, 6, 15, tzinfo=UTC)  # a Monday
    told, now = [], MONDAY
    for _ in range(4):
        at = next_reminder(TaskKind.FOLLOW_UP, due, now, MADRID)
        assert at is not None
        told.append(at.astimezone(MADRID).replace(tzinfo=None))
        now = at
    days = [datetime(2026, 4, 3, 9), datetime(2026, 4, 7, 9), datetime(2026, 4, 14, 9),
            datetime(2026, 4, 21, 9)]  # fmt: skip
    assert told == days


def test_after_a_long_sleep_one_reminder_is_enough() -> None:
    due, now = MONDAY, MONDAY + timedelta(days=100)
    at = next_reminder(TaskKind.FOLLOW_UP, due, now, MADRID)
    assert at is not None
    assert now < at <= now + timedelta(days=7, hours=2)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
       st.timedeltas(timedelta(days=-400), timedelta(days=400)))  # fmt: skip
def test_a_reminder_lies_ahead(due: datetime, away: timedelta) -> None:
    at = next_reminder(TaskKind.FOLLOW_UP, due, due + away, MADRID)
    assert at is not None
    assert at > due + away


def test_a_task_is_told_of_once() -> None:
    assert next_reminder(TaskKind.TASK, MONDAY, MONDAY - timedelta(minutes=5), MADRID) == MONDAY
    assert next_reminder(TaskKind.TASK, MONDAY, MONDAY, MADRID) is None


def test_what_is_late_comes_first() -> None:
    day = timedelta(days=1)
    rows = [
        (MONDAY + day, Priority.URGENT), (None, Priority.HIGH), (MONDAY - day, Priority.LOW),
        (MONDAY - 2 * day, Priority.NORMAL), (MONDAY + 2 * day, Priority.URGENT),
    ]  # fmt: skip
    ordered = sorted(rows, key=lambda each: place(*each, MONDAY))
    assert ordered == [rows[3], rows[2], rows[0], rows[4], rows[1]]
