"""How the desktop begins: one instance, the window first, everything else after its first paint."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer

from ui.desktop import Desktop
from ui.shell.window import ShellWindow
from ui.theme.current import Scheme, application, dress
from ui.wish import Wish, wished

if TYPE_CHECKING:
    from ui.shell.single import Single


def run(arguments: list[str]) -> int:
    """Opens the window and lives until it is closed; a second start raises the first instead."""
    wish = wished(arguments)
    app = application(sys.argv)
    single = None if wish.sample or wish.selftest else _single(wish)
    if single is not None and not single.first(wish.target or "raise"):
        return 0
    settings = QSettings()
    dress(app, Scheme(str(settings.value("look/scheme", "system"))))
    window = ShellWindow(settings)
    desktop = Desktop(window, wish)
    if single is not None:
        single.raise_wanted.connect(desktop.come)
        single.open_incident.connect(desktop.come_to)
    if wish.hidden:
        QTimer.singleShot(0, desktop.begin)
    else:
        FirstPaint(window, desktop.begin)
        window.show()
    code = app.exec()
    desktop.close()
    return code


def _single(wish: Wish) -> "Single":
    from ui.shell.single import Single

    return Single(f"{wish.database} {os.environ.get('WATCHBILL_USER', '')}")


class FirstPaint(QObject):
    """Calls once, as soon as the window stands on the screen (a timer alone would be earlier)."""

    def __init__(self, window: ShellWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.status.installEventFilter(self)  # painted last

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            seen.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False
