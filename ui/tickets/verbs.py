"""What can be done with tickets, the same from every screen; told back where it was asked for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.operations.ticket import About
    from app.store import Store


class TicketVerbs(QObject):
    """`done` once it is stored, with whether a ticket was linked; `failed` carries what went
    wrong."""

    done = Signal(bool)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def want(self, tracker: int, about: "About") -> None:
        """An engine makes a ticket within moments."""
        self._write(partial(_want, tracker=tracker, about=about))

    def link(self, about: "About", address: str) -> None:
        """One that is there is followed."""
        self._write(partial(_link, about=about, address=address), linked=True)

    def again(self, ticket: int) -> None:
        """What failed is tried once more."""
        self._write(partial(_again, ticket=ticket))

    def forget(self, ticket: int) -> None:
        """It is not followed any more."""
        self._write(partial(_forget, ticket=ticket))

    def _write(self, act: Callable[..., Any], *, linked: bool = False) -> None:
        work = partial(act, by=self._bridge.actor())
        self._bridge.write(work, self._linked if linked else self._did, self._fail)

    def _did(self, _result: object) -> None:
        self.done.emit(False)

    def _linked(self, _result: object) -> None:
        self.done.emit(True)

    def _fail(self, fault: Exception) -> None:
        self.failed.emit(fault)


# run on a worker, where the late imports are made


def _want(store: "Store", tracker: int, about: "About", by: "Actor") -> None:
    from app.operations.ticket import want

    want(store, tracker, about, by)


def _link(store: "Store", about: "About", address: str, by: "Actor") -> None:
    from app.operations.ticket import link

    link(store, about, address, by)


def _again(store: "Store", ticket: int, by: "Actor") -> None:
    from app.operations.ticket import again

    again(store, ticket, by)


def _forget(store: "Store", ticket: int, by: "Actor") -> None:
    from app.operations.ticket import forget

    forget(store, ticket, by)
