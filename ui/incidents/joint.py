"""What people do together in an incident, from the desktop: ties, snoozes, calls for help, a room.
Each is one act of `Acts`, told and undone where that makes sense."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from ui.incidents.acts import Acts

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.workspace import TargetSpec
    from app.store import Store


def accept(acts: Acts, number: int) -> None:
    """It is an incident indeed."""

    def work(store: "Store", by: "Actor", why: str) -> bool:
        from app.operations import incident

        return incident.accept(store, number, by, why)

    acts.do(work, _said(_tr("#%1 is accepted; work begins."), number))


def merge(acts: Acts, number: int, into: int) -> None:
    """Work goes on in the other one."""

    def work(store: "Store", by: "Actor", why: str) -> None:
        from app.operations import tie

        tie.merge(store, number, into, by, why)

    words = _said(_tr("#%1 is merged into #%2."), number, into)
    acts.do(work, words, partial(unmerge, acts, number, into), lead=(number, into))


def unmerge(acts: Acts, number: int, into: int = 0) -> None:
    """As it was before the merge; whoever was led to `into` is led back."""

    def work(store: "Store", by: "Actor", _why: str) -> int:
        from app.operations import tie

        return tie.unmerge(store, number, by)

    lead = (into, number) if into else None
    acts.do(work, _said(_tr("#%1 stands on its own again."), number), lead=lead)


def split(acts: Acts, number: int, title: str, alerts: tuple[int, ...]) -> None:
    """Another matter gets a number of its own."""

    def work(store: "Store", by: "Actor", why: str) -> int:
        from app.operations import tie

        return tie.split(store, number, title, by, alerts, why)

    def said(fresh: object) -> str:
        return _said(_tr("#%2 is split off from #%1."), number, fresh)

    acts.do(work, said)


def relate(acts: Acts, number: int, other: int) -> None:
    """They have to do with each other."""

    def work(store: "Store", by: "Actor", _why: str) -> bool:
        from app.operations import tie

        return tie.relate(store, number, other, by)

    words = _said(_tr("#%1 and #%2 are related."), number, other)
    acts.do(work, words, partial(untie, acts, number, other))


def place(acts: Acts, number: int, under: int) -> None:
    """A part of a larger one."""

    def work(store: "Store", by: "Actor", _why: str) -> bool:
        from app.operations import tie

        return tie.place(store, number, under, by)

    words = _said(_tr("#%1 is a part of #%2."), number, under)
    acts.do(work, words, partial(untie, acts, number, under))


def untie(acts: Acts, number: int, other: int) -> None:
    """Nothing ties them any more."""

    def work(store: "Store", by: "Actor", _why: str) -> bool:
        from app.operations import tie

        return tie.untie(store, number, other, by)

    acts.do(work, _said(_tr("#%1 and #%2 are not tied any more."), number, other))


def snooze(acts: Acts, number: int, until: datetime, shown: str) -> None:
    """Left alone until then."""

    def work(store: "Store", by: "Actor", why: str) -> None:
        from app.operations import snooze

        snooze.snooze(store, number, until, by, why)

    words = _said(_tr("#%1 sleeps until %2; then it pages anew."), number, shown)
    acts.do(work, words, partial(wake, acts, number))


def wake(acts: Acts, number: int) -> None:
    """Somebody looks at it."""

    def work(store: "Store", by: "Actor", _why: str) -> bool:
        from app.operations import snooze

        return snooze.wake(store, number, by)

    acts.do(work, _said(_tr("#%1 is awake."), number))


def call(acts: Acts, number: int, targets: "list[TargetSpec]", words: str) -> None:
    """More people are paged, by their own rules."""

    def work(store: "Store", by: "Actor", _why: str) -> list[int]:
        from app.operations import responder

        return responder.request(store, number, targets, by, words)

    def said(asked: Any) -> str:
        if len(asked) == 1:
            return _tr("One person is called to help.")
        return _tr("%1 people are called to help.").replace("%1", str(len(asked)))

    acts.do(work, said)


def call_back(acts: Acts, ident: int, name: str) -> None:
    """Needed no more."""

    def work(store: "Store", by: "Actor", _why: str) -> bool:
        from app.operations import responder

        return responder.call_back(store, ident, by)

    acts.do(work, _tr("%1 is needed no more.").replace("%1", name))


def answer(acts: Acts, number: int, *, comes: bool) -> None:
    """What one who was asked says."""

    def work(store: "Store", by: "Actor", why: str) -> bool:
        from app.operations import responder

        return responder.answer(store, number, by, comes=comes, why=why)

    words = _tr("You help with #%1.") if comes else _tr("You do not help with #%1.")
    acts.do(work, _said(words, number))


def talk(acts: Acts, number: int, known: str) -> None:
    """Opens the room in the browser, made at once where there is none."""
    if known:
        _go(known)
        return

    def work(store: "Store", by: "Actor", _why: str) -> str:
        from app.operations import bridge

        return bridge.open_room(store, number, by)

    def said(room: object) -> str:
        _go(str(room))
        return _tr("A room is open; its link stands in the facts.")

    acts.do(work, said)


def _go(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


def _said(words: str, *told: object) -> str:
    for place, each in enumerate(told, 1):
        words = words.replace(f"%{place}", str(each))
    return words


def _tr(words: str) -> str:
    return QCoreApplication.translate("Incident", words)
