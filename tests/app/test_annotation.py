"""Files, pins and edits: entries of their own, folded into what they speak of."""

from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.attachment import MOST, Upload
from app.domain.story import Entry, entries, matches, pinned
from app.errors import Conflict, Refused
from app.operations import annotation, attachment, incident
from app.operations.incident import Declaration
from app.queries import attachment as files
from app.queries.incident_detail import timeline
from app.queries.incident_row import EventRow
from app.store import Store
from models.kinds import EventKind, Source

SHELL = Actor("root", Source.SHELL)
ANA = Actor("ana", Source.DESKTOP)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
def number(store: Store) -> int:
    return incident.declare(store, Declaration("db is down"), SHELL)


def told(store: Store, number: int) -> list[Entry[EventRow]]:
    return entries(timeline(store, number))


def test_an_edit_shows_the_newest_text_and_keeps_the_old(
    store: Store, number: int, clock: SetClock
) -> None:
    note = incident.note(store, number, "frist", SHELL)
    clock.forward(timedelta(minutes=1))
    assert annotation.edit(store, note, "first", ANA, seen="frist")
    assert not annotation.edit(store, note, "first", ANA)
    clock.forward(timedelta(minutes=1))
    assert annotation.edit(store, note, "first!", SHELL)
    found = told(store, number)[-1]
    assert (found.event.id, found.text, found.edited) == (note, "first!", True)
    assert [(each.actor, each.text) for each in found.versions] == [
        ("root", "frist"), ("ana", "first"), ("root", "first!"),
    ]  # fmt: skip
    raw = timeline(store, number)
    assert [each.text for each in raw if each.id == note] == ["frist"]
    assert len([each for each in raw if each.kind is EventKind.EDIT]) == 2
    with pytest.raises(Conflict):
        annotation.edit(store, note, "other", ANA, seen="first")


def test_only_notes_are_edited(store: Store, number: int) -> None:
    declared = timeline(store, number)[0].id
    with pytest.raises(Refused, match="Only notes"):
        annotation.edit(store, declared, "x", ANA)
    note = incident.note(store, number, "a", SHELL)
    annotation.edit(store, note, "b", ANA)
    edit = timeline(store, number)[-1].id
    for verb in (annotation.pin, annotation.unpin):
        with pytest.raises(Refused, match="edit or a pin"):
            verb(store, edit, ANA)
    for text in ("", "  \n", "x" * 100_001):
        with pytest.raises(Refused):
            annotation.edit(store, note, text, ANA)
    with pytest.raises(Refused, match="not there"):
        annotation.edit(store, 10**6, "x", ANA)


def test_pins_come_and_go(store: Store, number: int) -> None:
    note = incident.note(store, number, "look here", SHELL)
    assert annotation.pin(store, note, ANA)
    assert not annotation.pin(store, note, SHELL)
    assert [(e.text, e.pinned_by) for e in pinned(told(store, number))] == [("look here", "ana")]
    assert annotation.unpin(store, note, SHELL)
    assert not annotation.unpin(store, note, SHELL)
    assert pinned(told(store, number)) == []


def test_files_are_kept_once_and_told_of(store: Store, number: int) -> None:
    given = [Upload("C:\\tmp\\graph.png", PNG), Upload("log.txt", b"x" * 10)]
    first = attachment.attach(store, number, given, ANA, "see **this**")
    attachment.attach(store, number, [Upload("again.png", PNG)], SHELL)
    note, alone = told(store, number)[-2:]
    assert (note.event.id, note.event.kind, note.text) == (first, EventKind.NOTE, "see **this**")
    assert [(f["name"], f["type"], f["size"]) for f in note.files] == [
        ("graph.png", "image/png", 108), ("log.txt", "text/plain", 10),
    ]  # fmt: skip
    assert (alone.event.kind, alone.text) == (EventKind.FILE, "again.png")
    rows = files.files(store, number)
    assert len({row.sha256 for row in rows}) == 2
    assert [files.content(store, row.id).content for row in rows] == [PNG, b"x" * 10, PNG]
    assert matches(note, "GRAPH this")
    assert not matches(note, "graph that")


def test_what_may_not_be_kept_leaves_nothing(store: Store, number: int) -> None:
    before = timeline(store, number)
    big, good = Upload("big.bin", b"x" * (MOST + 1)), Upload("a", b"a")
    for given in ([], [good, Upload("b", b"")], [good, big], [good] * 21):
        with pytest.raises(Refused) as refusal:
            attachment.attach(store, number, given, ANA)
        assert refusal.value.field == "files"
    assert timeline(store, number) == before
    assert files.files(store, number) == []
    with pytest.raises(Refused):
        files.content(store, 1)


def test_a_back_dated_entry_keeps_both_clocks(store: Store, number: int, clock: SetClock) -> None:
    then = clock.now()
    clock.forward(timedelta(hours=1))
    attachment.attach(store, number, [Upload("a", b"a")], ANA, "it was so", then)
    found = next(each for each in told(store, number) if each.text == "it was so")
    assert (found.event.at, found.event.recorded_at) == (then, clock.now())
    assert found.late
