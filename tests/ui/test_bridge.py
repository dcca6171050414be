"""The bridge while it closes: an answer that was already on its way reaches nobody."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication

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
    assert worked.wait(5)
    bridge.close()  # waits for the worker, so the answer now lies in this thread's queue
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
    assert heard == []
