"""The doorbells: hears what other programs commit to the same database.

PostgreSQL: LISTEN on a connection of its own. SQLite: `PRAGMA data_version` on a connection that
never
writes, then the rows of `bell`. The doorbell is not the truth: when unsure it says "everything
changed".
"""

import logging
import threading
from typing import Any

from sqlalchemy import Connection, exc, select
from sqlalchemy.engine import Engine

from app.changes import Changes
from app.store import Store
from models.ledger import Bell
from models.session import CHANNEL, EVERYTHING, Database, Touched, unwire

log = logging.getLogger(__name__)

LOOK_EVERY = 0.15  # seconds between two looks at data_version
AGAIN_AFTER = 1.0  # seconds until the next try when the database cannot be reached


class Watch:
    """A thread that publishes what others changed to the store's hub. `lost` is true while it is
    deaf."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self.lost = False

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Ends; returns when the thread is gone."""
        self._end.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        database = self._store.database
        listen = self._listen_lite if database.lite else self._listen_server
        engine = database.engine if database.lite else committing(database.engine)
        broken = (exc.DBAPIError, OSError, engine.dialect.loaded_dbapi.Error)
        while not self._end.is_set():
            try:
                with engine.connect() as connection:
                    self._heard_again()
                    listen(connection, database)
            except broken as fault:
                self._went_deaf(fault)
                self._end.wait(AGAIN_AFTER)

    def _heard_again(self) -> None:
        if self.lost:
            self.lost = False
            self._publish(EVERYTHING)

    def _went_deaf(self, fault: Exception) -> None:
        if not self.lost and not self._end.is_set():
            self.lost = True
            log.info("the database cannot be heard: %s", type(fault).__name__)
            self._publish(EVERYTHING)

    def _publish(self, touched: Touched) -> None:
        self._store.hub.publish(Changes(touched, ours=False))

    def _listen_server(self, connection: Connection, database: Database) -> None:
        raw: Any = connection.connection.driver_connection
        raw.execute(f"LISTEN {CHANNEL}")
        while not self._end.is_set():
            for notice in raw.notifies(timeout=0.5, stop_after=1):
                origin, _, said = notice.payload.partition(" ")
                if origin != database.origin:
                    self._publish(unwire(said))

    def _listen_lite(self, connection: Connection, database: Database) -> None:
        seen, last = self._data_version(connection), self._last_bell(connection)
        while not self._end.wait(LOOK_EVERY):
            version = self._data_version(connection)
            if version == seen:
                continue
            seen = version
            rows = connection.execute(
                select(Bell.id, Bell.origin, Bell.touched).where(Bell.id > last).order_by(Bell.id)
            ).all()
            connection.rollback()
            last = rows[-1].id if rows else last
            others = [unwire(row.touched) for row in rows if row.origin != database.origin]
            if touched := frozenset[tuple[str, int]]().union(*others):
                self._publish(touched)

    @staticmethod
    def _data_version(connection: Connection) -> int:
        """Asked of the driver itself: it is asked all day, and begins no transaction."""
        raw: Any = connection.connection.driver_connection
        return int(raw.execute("PRAGMA data_version").fetchone()[0])

    @staticmethod
    def _last_bell(connection: Connection) -> int:
        found = connection.execute(select(Bell.id).order_by(Bell.id.desc()).limit(1)).scalar()
        connection.rollback()
        return found or 0


def committing(engine: Engine) -> Engine:
    """An engine whose connections commit each statement at once, as LISTEN needs."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")
