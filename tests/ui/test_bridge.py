"""The bridge while it closes: an answer that was already on its way reaches nobody."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.patience import PATIENCE
from ui.bridge import Bridge


@pytest.mark.parametrize("fails", [False, True])
def test_what_was_on_its_way_when_it_closed_reaches_nobody(
    qapp: QCoreApplication, fails: bool
) -> None:
    bridge = Bridge()
    heard: list[object] = []
    worked = threading.Event()

    def work() -> str:
        worked.set()
        if fails:
            raise OSError("the disk went")
        return "an answer"

    bridge.run(work, heard.append, heard.append)
    assert worked.wait(PATIENCE)
    bridge.close()  # waits for the worker, so the answer now lies in this thread's queue
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    assert heard == []


class Asker(QObject):
    """It asks, and is gone before there is an answer."""

    def hear(self, heard: list[object], answer: object) -> None:
        heard.append((self.objectName(), answer))


def test_who_is_gone_hears_no_answer_for_which_something_was_kept(qtbot: QtBot) -> None:
    bridge, asker = Bridge(), Asker()
    heard: list[object] = []
    bridge.run(lambda: "an answer", partial(partial(asker.hear), heard))
    delete(asker)
    with qtbot.waitSignal(bridge.worked):
        bridge.run(lambda: "another", heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["another"]
    bridge.close()
