"""The Qt we stand on is sound: PySide6 6.12.0 on CPython 3.11 lost a reference to None a call."""

import sys

from PySide6.QtCore import QTimer

CALLS = 300
NOISE = 20  # other threads and the tests' own machinery move the count a little


def test_void_calls_leave_none_alone() -> None:
    """Or the program would abort after some 22,000 of them."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        timer.stop()
    assert abs(sys.getrefcount(None) - before) < NOISE
