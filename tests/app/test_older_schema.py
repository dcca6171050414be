"""Tables of an older program are the team's: nobody brings them up to date in passing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from app.cli.main import run
from app.errors import OlderSchema
from app.operations.engine import beat, leave
from app.start import Post, relieved
from app.store import open_store
from app.watch import Watch
from models import schema
from models.company import Company, Paging, company
from models.session import Database
from tests.models.old_database import OLD, restored
from tests.older import BEFORE, page_from, revision, set_back
from tests.patience import PATIENCE, until


def test_an_older_server_is_not_upgraded_in_passing(postgresql_url: str) -> None:
    set_back(postgresql_url)
    with pytest.raises(OlderSchema, match=r"run `watchbill db upgrade` when every") as refusal:
        open_store(postgresql_url)
    assert refusal.value.address.startswith("postgresql://watchbill@/")
    assert revision(postgresql_url) == BEFORE
    open_store(postgresql_url, upgrade=True).close()
    assert revision(postgresql_url) == schema.HEAD


def test_an_empty_server_is_set_up_without_asking(bare_postgresql_url: str) -> None:
    open_store(bare_postgresql_url).close()
    assert revision(bare_postgresql_url) == schema.HEAD


def test_a_file_is_upgraded_after_a_backup_as_it_ever_was(sqlite_url: str, tmp_path: Path) -> None:
    set_back(sqlite_url)
    page_from(sqlite_url, "mercury", ago_s=31)
    open_store(sqlite_url).close()
    assert revision(sqlite_url) == schema.HEAD
    assert len(list(tmp_path.glob(f"*-schema-{BEFORE}-*"))) == 1


def test_a_file_that_an_older_program_pages_from_is_left_to_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    set_back(sqlite_url)
    page_from(sqlite_url, "mercury", "desktop")
    with pytest.raises(OlderSchema, match="still runs on mercury: end it there") as refusal:
        open_store(sqlite_url)
    assert refusal.value.lite
    assert revision(sqlite_url) == BEFORE
    assert not list(tmp_path.glob("*-schema-*"))
    open_store(sqlite_url, upgrade=True).close()
    assert revision(sqlite_url) == schema.HEAD


def test_the_very_first_tables_are_read_with_care(bare_postgresql_url: str) -> None:
    """There is no presence yet, and whoever was an engine then is long gone."""
    restored(bare_postgresql_url)
    with pytest.raises(OlderSchema) as refusal:
        open_store(bare_postgresql_url)
    assert f"schema {OLD}" in str(refusal.value)
    assert refusal.value.company.engines == ()
    page_from(bare_postgresql_url, "mercury")
    with pytest.raises(OlderSchema) as refusal:
        open_store(bare_postgresql_url)
    assert refusal.value.company.engines == (Paging("mercury", "serve", "0.9"),)
    assert refusal.value.company.windows == 0


def test_who_is_there_is_counted(postgresql_url: str) -> None:
    """Those that page by their signs of life, windows by what they listen on; whoever ended in
    order is gone at once, and a sign of life from the future is nobody's."""
    store = open_store(postgresql_url)
    watch = Watch(store)
    watch.start()
    until(lambda: company(store.database).windows == 1)
    beat(store, "e1", "mercury", "serve")
    assert company(store.database).windows == 0  # it listens as well
    assert [each.name for each in company(store.database).engines] == ["mercury"]
    leave(store, "e1")
    page_from(postgresql_url, "venus", ago_s=31)
    page_from(postgresql_url, "mars", ago_s=-600)
    assert company(store.database).engines == ()
    watch.stop()
    store.close()


def test_a_command_says_where_and_what_to_run(
    postgresql_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_back(postgresql_url)
    page_from(postgresql_url, "mercury")
    assert said(capsys, postgresql_url, "oncall") == (1, "", OLDER.format(
        Database(postgresql_url).url.database, Database(postgresql_url).url.query["host"],
        BEFORE, schema.HEAD,
    ))  # fmt: skip
    code, out, _ = said(capsys, postgresql_url, "db", "info")
    assert (code, f"schema: {BEFORE}" in out) == (0, True)
    assert said(capsys, postgresql_url, "db", "check")[0] == 0
    assert revision(postgresql_url) == BEFORE
    code, out, _ = said(capsys, postgresql_url, "db", "upgrade")
    assert (code, out.splitlines()) == (0, [
        f"Schema {schema.HEAD}.",
        "These engines page no more until they are updated: mercury (0.9)",
    ])  # fmt: skip
    assert said(capsys, postgresql_url, "oncall")[0] == 0


OLDER = (
    "The database {} on {} is from an older Watchbill (schema {}; this program needs {}): run "
    "`watchbill db upgrade` when every engine and window can be updated.\n"
)


@pytest.mark.parametrize("words", [("info",), ("check",)])
def test_the_first_tables_can_be_looked_at(
    bare_postgresql_url: str, words: tuple[str], capsys: pytest.CaptureFixture[str]
) -> None:
    restored(bare_postgresql_url)
    assert said(capsys, bare_postgresql_url, "db", *words)[0] == 0
    assert revision(bare_postgresql_url) == OLD


def test_an_engine_upgrades_what_nobody_pages_from(database_url: str) -> None:
    set_back(database_url)
    page_from(database_url, "mercury", ago_s=31)
    told: list[Company] = []
    post = relieved(database_url, threading.Event(), told.append)
    assert post is not None
    post.close()
    assert (revision(database_url), told) == (schema.HEAD, [])


def test_an_engine_waits_for_the_older_one_that_pages(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so once; ended meanwhile, it leaves all as it is."""
    monkeypatch.setattr("app.start.AGAIN", 0.01)
    set_back(database_url)
    page_from(database_url, "mercury")
    told: list[Company] = []
    end = threading.Event()
    looks = Looks(end, 5)
    assert relieved(database_url, looks, told.append) is None
    [there] = told
    assert there.engines == (Paging("mercury", "serve", "0.9"),)
    assert revision(database_url) == BEFORE


def test_an_engine_that_waits_takes_over(database_url: str) -> None:
    set_back(database_url)
    page_from(database_url, "mercury")
    told: list[Company] = []
    posts: list[Post | None] = []
    waiting = threading.Thread(
        target=lambda: posts.append(relieved(database_url, threading.Event(), told.append))
    )
    waiting.start()
    until(lambda: told)
    assert revision(database_url) == BEFORE
    database = Database(database_url)
    with database.write() as session:
        session.execute(text("UPDATE engine SET kind = 'left'"))
    database.close()
    waiting.join(PATIENCE)
    [post] = posts
    assert post is not None
    post.close()
    assert revision(database_url) == schema.HEAD


class Looks(threading.Event):
    """Ended after so many waits."""

    def __init__(self, end: threading.Event, most: int) -> None:
        super().__init__()
        self._end, self._left = end, most

    def wait(self, timeout: float | None = None) -> bool:
        self._left -= 1
        if not self._left:
            self.set()
        return self._end.wait(timeout)


def said(capsys: pytest.CaptureFixture[str], url: str, *words: str) -> tuple[int, str, str]:
    """How a command ends and what it prints."""
    code = run(["--database", url, *words])
    out = capsys.readouterr()
    return code, out.out, out.err
