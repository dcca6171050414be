"""The notifications centre: what I was told, the unread first marked, each leading to its thing."""

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.kinds import NoticeKind
from ui.bridge import Bridge
from ui.shell.actions import Act
from ui.shell.overlay import Overlay
from ui.shell.window import ShellWindow
from ui.theme.space import XL, L, M, S
from ui.widgets.choices import Choice, ChoiceList
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import KeyHint, Line, Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.told import Told
    from app.store import Store

OFTEN = 60_000  # ms
ROWS = 14
UNREAD = "●"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
ICONS = {
    None: "bell-ring", NoticeKind.HAND_OFF: "hand", NoticeKind.WEEK: "calendar-days",
    NoticeKind.ROTA: "calendar-clock", NoticeKind.REQUEST: "shuffle", NoticeKind.TEST: "send",
    NoticeKind.DRILL: "target", NoticeKind.STEP: "list-checks", NoticeKind.TASK: "list-todo",
}  # fmt: skip
PLACES: dict[NoticeKind, tuple[str, object]] = {
    NoticeKind.HAND_OFF: ("rota", None), NoticeKind.WEEK: ("rota", None),
    NoticeKind.ROTA: ("rota", None), NoticeKind.REQUEST: ("rota", "requests"),
    NoticeKind.TEST: ("people", "readiness"),
}  # fmt: skip


def told_to(store: "Store", person: int) -> "list[Told]":
    """Runs on a worker."""
    from app.queries.told import told

    return told(store, person)


class CentreSheet(Overlay):
    """The list. `picked` carries a `Told`."""

    picked = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, ems=40)
        self.setAccessibleName(self.tr("Notifications"))
        self.count = Text("", "small")
        self.list = ChoiceList()
        self.list.setAccessibleName(self.tr("Notifications"))
        self.list.setStyleSheet("QListView { background: transparent; padding: 6px; }")
        self.nothing = Text(self.tr("Nothing was told to you yet. Pages, hand-offs, requests and "
                                    "reminders are listed here."), "muted", wrap=True)  # fmt: skip
        self.nothing.setContentsMargins(XL, L, XL, L)
        head = row(Text(self.tr("Notifications"), "title"), self.count, STRETCH, KeyHint("Esc"),
                   gap=M, margins=(XL, L, XL, M))  # fmt: skip
        self.body.addLayout(head)
        for part in (Line(), self.list, self.nothing):
            self.body.addWidget(part)
        self.body.addSpacing(S)
        self.list.picked.connect(self._pick)

    def show_told(self, rows: "list[Told]", seen: datetime, now: datetime) -> None:
        """Those after `seen` are unread."""
        self.list.table.show([self._choice(each, each.at > seen, now) for each in rows])
        unread = sum(each.at > seen for each in rows)
        self.count.setText(self.tr("%1 unread").replace("%1", str(unread)) if unread else "")
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.list.fit(ROWS)
        self.list.setFixedHeight(self.list.height() + 12)
        self.refit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.list.step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.pick()
        else:
            super().keyPressEvent(event)

    def _choice(self, told: "Told", unread: bool, now: datetime) -> Choice:
        mark = f"{UNREAD} " if unread else ""
        text = f"{mark}{told.title}" + (f" · {told.text}" if told.text else "")
        words = self.tr("unread") if unread else ""
        icon = ICONS.get(told.kind, "info")
        return Choice(told, text, ago_text(told.at, now), icon=icon, words=words)

    def _pick(self, choice: Choice) -> None:
        self.leave()
        self.picked.emit(choice.key)


class Centre(QObject):
    """Keeps count in the status line; opens on its click, and by a key."""

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._settings = QSettings()
        self._sheet: CentreSheet | None = None
        self.rows: list[Told] = []
        act = Act("notices", self.tr("Notifications"), "Ctrl+I", "bell", self.tr("Everywhere"))
        window.acts.add(act, self.open)
        window.status.notices_clicked.connect(self.open)
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)
        self._often = QTimer(self, interval=OFTEN)
        self._often.timeout.connect(self.ask)
        self._often.start()

    def ask(self) -> None:
        """Looks again."""
        person = self._bridge.user_id
        if self._bridge.post is not None and person is not None:
            query = partial(told_to, person=person)
            self._bridge.read(query, self._show, self._lost, key=(id(self), "told"))

    @property
    def unread(self) -> int:
        """How many came after the last look."""
        seen = self._seen()
        return sum(each.at > seen for each in self.rows)

    def open(self) -> None:
        """The list; what it shows counts as read from then on."""
        if self._sheet is None:
            self._sheet = CentreSheet(self._window)
            self._sheet.picked.connect(self._go)
        self._sheet.show_told(self.rows, self._seen(), self._now())
        self._sheet.open()
        self._read()

    def _show(self, rows: "list[Told]") -> None:
        self.rows = rows
        self._say()

    def _lost(self, _fault: Exception) -> None:
        """The bar says it already."""

    def _say(self) -> None:
        count = self.unread
        one, more = self.tr("1 new notification"), self.tr("%1 new notifications")
        words = one if count == 1 else more.replace("%1", str(count))
        self._window.status.show_notices(words if count else self.tr("Notifications"))

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("page", "message"):
            self.ask()

    def _go(self, told: "Told") -> None:
        if told.incident is not None:
            self._window.open_incident(told.incident)
        elif told.kind in PLACES:
            self._window.show_page(*PLACES[told.kind])

    def _read(self) -> None:
        if self.rows:
            self._settings.setValue(self._key(), self.rows[0].at.isoformat())
        self._say()

    def _seen(self) -> datetime:
        """Words that are no moment with its zone were not written here."""
        with suppress(ValueError):
            told = datetime.fromisoformat(str(self._settings.value(self._key(), "")))
            if told.tzinfo is not None:
                return told
        return datetime.min.replace(tzinfo=UTC)

    def _key(self) -> str:
        post = self._bridge.post
        return f"notices/{post.store.ident if post else ''}/{self._bridge.user}"

    def _now(self) -> datetime:
        return datetime.now(UTC)
