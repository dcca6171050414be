"""The language of the team: English until somebody says so, set by hand, by file and by shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from app.cli.main import _register, app
from app.domain.actor import Actor
from app.domain.language import Language
from app.errors import Conflict
from app.operations.incident import Declaration, declare
from app.operations.language import SETTING, begin_in, set_language
from app.operations.seen import stand
from app.operations.status_update import Draft, prepare
from app.queries.language import language
from app.store import Store, setting
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.kinds import Source
from models.ledger import Audit, Setting

ANA, BEN = (Actor(name, Source.DESKTOP) for name in ("ana", "ben"))
GERMAN = b"watchbill: 1\nlanguage: de\n"


def applied(store: Store, data: bytes, *, prune: bool = False) -> list[str]:
    reading = read(data)
    assert not reading.problems
    return [str(each) for each in apply(store, reading.workspace, ANA, prune=prune).changes]


def told(store: Store) -> list[tuple[str, str]]:
    """What the audit log says of it."""
    with store.read() as session:
        asked = select(Audit).where(Audit.action == "language set").order_by(Audit.id)
        return [(each.actor, each.data["language"]) for each in session.scalars(asked)]


def test_english_until_somebody_says_so(store: Store) -> None:
    assert language(store) is Language.ENGLISH
    set_language(store, Language.ENGLISH, ANA)
    with store.read() as session:
        assert setting(session, SETTING) == {}
    set_language(store, Language.GERMAN, ANA)
    assert language(store) is Language.GERMAN
    set_language(store, Language.GERMAN, BEN)
    assert told(store) == [("ana", "de")]


def test_nobody_overwrites_what_they_have_not_seen(store: Store) -> None:
    seen = stand(store, SETTING)
    stamp = set_language(store, Language.GERMAN, ANA, seen.stamp)
    assert stand(store, SETTING).by == "ana"
    with pytest.raises(Conflict, match="ana set this meanwhile"):
        set_language(store, Language.SPANISH, BEN, seen.stamp)
    set_language(store, Language.SPANISH, BEN, stamp)
    assert language(store) is Language.SPANISH


def test_a_team_begins_in_the_language_of_its_first_window(store: Store) -> None:
    assert not begin_in(store, Language.ENGLISH, ANA)
    assert begin_in(store, Language.SPANISH, ANA)
    assert not begin_in(store, Language.GERMAN, BEN)
    assert language(store) is Language.SPANISH
    assert told(store) == [("ana", "es")]


def test_one_that_a_newer_program_knows_is_read_as_english(store: Store) -> None:
    with store.write() as session:
        session.add(Setting(name=SETTING, value={"code": "fr"}))
    assert language(store) is Language.ENGLISH


def test_the_file_says_it_and_gets_it_back(store: Store) -> None:
    assert "language" not in dump(store)[0]
    assert applied(store, GERMAN) == ["~ setting language: now de"]
    assert applied(store, GERMAN) == []
    assert dump(store)[0].encode() == GERMAN
    assert applied(store, b"watchbill: 1\n") == []
    assert language(store) is Language.GERMAN
    assert applied(store, b"watchbill: 1\n", prune=True) == []
    assert applied(store, b"watchbill: 1\nlanguage: en\n") == ["~ setting language: now en"]
    assert dump(store)[0] == "watchbill: 1\n"


@pytest.mark.parametrize(
    ("said", "words"),
    [("klingon", "'klingon' is no language: expected en, de or es"), ("[de]", "Expected language")],
)
def test_a_bad_one_is_refused_where_it_stands(said: str, words: str) -> None:
    (found,) = read(f"watchbill: 1\nlanguage: {said}\n".encode()).problems
    assert (found.line, found.column) == (2, 11)
    assert words in found.sentence


def test_from_a_shell(database_url: str, tmp_path: Path) -> None:
    _register()

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["--database", database_url, *words])
        return done.exit_code, done.output.strip()

    assert run("language") == (0, "en")
    assert run("language", "de") == (0, "de")
    assert run("language") == (0, "de")
    assert run("language", "Spanish") == (0, "es")
    file = tmp_path / "team.yaml"
    assert run("dump", str(file))[0] == 0
    assert file.read_text() == "watchbill: 1\nlanguage: es\n"
    assert run("language", "latin")[0] != 0
    assert run("language") == (0, "es")


def test_a_mask_is_in_the_language_of_the_team(store: Store) -> None:
    number = declare(store, Declaration("The shop is slow"), ANA)
    set_language(store, Language.GERMAN, ANA)
    shown = prepare(store, number, Draft("mail a@example.org", public=True))
    assert shown.text.text == "mail [E-Mail-Adresse unkenntlich gemacht]"
    assert shown.masked == "1 e-mail address"  # which the window says in its own language
