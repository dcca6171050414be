"""A throw-away database with the sample team: copied from an original that is made once a day."""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from app import keys
from app.clock import SystemClock
from app.demo.play import Progress, past, present
from app.operations.sample import IDENT
from app.paths import cache_folder
from app.store import Store, open_store
from app.vault import Keys
from app.version import VERSION
from models import schema
from models.ledger import Setting
from models.session import Database, lite_url

INCIDENTS, SEED = 110, 7


def sample(progress: Progress | None = None) -> str:
    """The address of a fresh copy, which goes when this program ends; its last hours are those
    before now. The first call of a day takes some seconds."""
    now = SystemClock().now()
    folder = Path(tempfile.mkdtemp(prefix="watchbill-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "sample.db"
    shutil.copyfile(_original(now, progress), file)
    address = lite_url(file)
    with _opened(address) as store:
        present(store, seed=SEED, until=now)
    return address


def _original(now: datetime, progress: Progress | None) -> Path:
    """Made when there is none of this version, schema, day and key, or it is not whole."""
    mark = sha256(keys.written(_keys()).encode()).hexdigest()[:12]
    folder = cache_folder() / "sample"
    folder.mkdir(mode=0o700, exist_ok=True)
    wanted = folder / f"{VERSION}-{schema.HEAD}-{now.astimezone(UTC):%Y%m%d}-{mark}.db"
    if not wanted.exists() or not _whole(wanted):
        _make(wanted, now, progress)
        for old in set(folder.glob("*.db")) - {wanted}:
            old.unlink(missing_ok=True)
    return wanted


def _whole(file: Path) -> bool:
    """Whether each page can be read, and it is a sample."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as database:
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
            told = database.execute("SELECT value FROM setting WHERE name = 'database'").fetchone()
    except sqlite3.Error:
        return False
    return verdict == "ok" and told is not None and IDENT in str(told[0])


def _make(wanted: Path, now: datetime, progress: Progress | None) -> None:
    """Whole or not at all: beside its place, then moved there."""
    with tempfile.TemporaryDirectory(dir=wanted.parent) as folder:
        part = Path(folder) / "part.db"
        _named(lite_url(part))
        with _opened(lite_url(part)) as store:
            past(store, incidents=INCIDENTS, seed=SEED, until=now, progress=progress)
        part.replace(wanted)


def _named(address: str) -> None:
    """Gives the database the name that all samples on this machine share, so that they need one
    key."""
    database = Database(address, durable=False)
    schema.upgrade(database)
    with database.write() as session:
        session.add(Setting(name="database", value={"id": IDENT}))
    database.close()


def _keys() -> Keys:
    if not keys.fetched(IDENT):
        keys.kept(IDENT, keys.made())
    return keys.fetched(IDENT)


@contextmanager
def _opened(address: str) -> Iterator[Store]:
    store = open_store(address, durable=False)
    try:
        yield store
    finally:
        store.close()
