"""What went in a cycle is taken apart on the GUI thread, whoever allocates."""

import gc
import threading

from pytestqt.qtbot import QtBot

from ui.shell.sweeper import Sweeper


class Cycle:
    """Tells on which thread it was taken apart."""

    where: list[str]

    def __init__(self, where: list[str]) -> None:
        self.where, self.me = where, self

    def __del__(self) -> None:
        self.where.append(threading.current_thread().name)


def allocate() -> None:
    """As much as would set a collection off."""
    for _ in range(20):
        _ = [[at] for at in range(2000)]


def test_a_cycle_goes_on_the_gui_thread(qtbot: QtBot) -> None:
    gc.enable()  # as Python begins; the tests themselves go without
    sweeper, where = Sweeper(), list[str]()
    assert not gc.isenabled()
    Cycle(where)
    worker = threading.Thread(target=allocate, name="worker")
    worker.start()
    worker.join()
    assert where == []
    sweeper._timer.setInterval(1)
    keep = [[at] for at in range(5000)]
    qtbot.waitUntil(lambda: where == ["MainThread"])
    assert keep
