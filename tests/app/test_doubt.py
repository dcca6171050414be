"""Settings that cannot be meant are said, with where they were said."""

import pytest

from app import settings
from app.errors import Refused
from app.operations.backup_plan import plan
from app.operations.doubt import doubts
from app.settings import Settings
from app.store import Store
from tests import builders


@pytest.mark.parametrize(
    ("variable", "said", "words"),
    [
        ("WATCHBILL_URL", "nonsense", "WATCHBILL_URL is no web address: 'nonsense'"),
        ("WATCHBILL_URL", "ftp://x.example.org", "WATCHBILL_URL is no web address"),
        ("WATCHBILL_URL", "ftp://me:secret@x.org", "WATCHBILL_URL is no web address: …;"),
        ("WATCHBILL_USER", "eve", "WATCHBILL_USER names nobody in this team: 'eve'."),
        ("WATCHBILL_BACKUPS", "some/where", "WATCHBILL_BACKUPS makes no sense: A folder's whole"),
        ("WATCHBILL_BACKUP_EVERY", "soon", "WATCHBILL_BACKUP_EVERY makes no sense: "),
        ("WATCHBILL_BACKUP_EVERY", "1s", "WATCHBILL_BACKUP_EVERY makes no sense: Backups are at"),
        ("WATCHBILL_BACKUP_KEEP", "-3", "WATCHBILL_BACKUP_KEEP makes no sense: How many are kept"),
    ],
)
def test_a_variable_that_makes_no_sense_is_named(
    store: Store, monkeypatch: pytest.MonkeyPatch, variable: str, said: str, words: str
) -> None:
    builders.person(store, "ana")
    monkeypatch.setenv("WATCHBILL_BACKUPS", "/backups")
    monkeypatch.setenv(variable, said)
    (told,) = doubts(store)
    assert told.startswith(words)


def test_what_makes_sense_is_no_doubt(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doubts(store) == []
    monkeypatch.setenv("WATCHBILL_USER", "ana")
    assert doubts(store) == []  # nobody is there yet
    builders.person(store, "ana")
    monkeypatch.setenv("WATCHBILL_URL", "https://watch.example.org/in")
    monkeypatch.setenv("WATCHBILL_BACKUPS", "off")
    monkeypatch.setenv("WATCHBILL_BACKUP_EVERY", "soon")  # none are made
    assert doubts(store) == []


def test_the_file_is_named_where_it_says_so(store: Store) -> None:
    Settings(url="nonsense", backups="some/where").save()
    assert [each.partition(" in ")[0] for each in doubts(store)] == ["“url”", "“backups”"]
    assert settings.FILE in doubts(store)[0]


def test_backups_do_not_go_wherever_a_program_was_started(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHBILL_BACKUPS", "some/where")
    with pytest.raises(Refused, match="whole path"):
        plan(store)
