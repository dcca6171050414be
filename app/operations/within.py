"""A store within a transaction that is under way: an operation handed this one does its work there,
as a part that is undone by itself when it is refused."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy.orm import Session

from app.store import Store


class Within(Store):
    """`write` is a savepoint of the session, and `read` the session itself."""

    def __init__(self, store: Store, session: Session) -> None:
        self.database, self.vault, self.ident = store.database, store.vault, store.ident
        self.clock, self.hub = store.clock, store.hub
        self._session = session

    def read(self) -> AbstractContextManager[Session]:
        """What was written so far is seen."""
        self._session.flush()
        return nullcontext(self._session)

    def write(self) -> AbstractContextManager[Session]:
        """Undone by itself when it raises."""
        return self._part()

    @contextmanager
    def _part(self) -> Iterator[Session]:
        with self._session.begin_nested():
            yield self._session
            self._session.flush()
