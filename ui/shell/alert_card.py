"""The alert card: a small window above all others that says who is paged for what, and takes the
answer. It never takes the keyboard by itself."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget, QWidgetAction

from models.kinds import Source
from ui.shell import card_words as words
from ui.shell.calls import Calls
from ui.theme import fonts
from ui.theme.compositing import round_corners, see_through
from ui.theme.current import colour
from ui.theme.space import XL, XS, L, M, S
from ui.widgets.button import Button
from ui.widgets.flow import flow
from ui.widgets.menu import Menu
from ui.widgets.pill import SeverityPill, Tag, severity_ink
from ui.widgets.popup import SHADOW, paint_floating
from ui.widgets.rows import STRETCH, column, row, set_margins
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.when import clock_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.queries.called import Call

SNOOZES = (5, 15, 30)  # minutes
SAY = 5_000  # ms for which who answered is shown
STEADY = 600  # ms in which buttons rest after the card changed under the mouse
WIDTH = 27  # times the height of a line
EDGE = 5
ROUND = 10.0
_FLAGS = (
    Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.NoDropShadowWindowHint
    | Qt.WindowType.X11BypassWindowManagerHint  # else a full-screen window hides it
)  # fmt: skip


class AlertCard(QWidget):
    """Shows what `calls` has ringing, one at a time."""

    open_incident = Signal(int)

    def __init__(self, calls: Calls, parent: QWidget | None = None) -> None:
        super().__init__(parent, _FLAGS)
        self.calls = calls
        self.call: Call | None = None
        self.wanted = True  # whoever sits here may do without
        self._dress()
        self._build()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.tick)
        self._said = QTimer(self, singleShot=True, interval=SAY)
        self._said.timeout.connect(self._forget)
        self._steady = QTimer(self, singleShot=True, interval=STEADY)
        self._steady.timeout.connect(partial(self._enable, True))
        calls.changed.connect(self.refresh)
        calls.over.connect(self._tell)
        calls.failed.connect(self._complain)
        self.refresh()

    def _dress(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, see_through())
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._shade = SHADOW if see_through() else 0

    def _build(self) -> None:
        self.pill, self.headline = SeverityPill("SEV1"), Text("", "strong")
        self.drill = Tag(self.tr("Drill"), "muted")
        self.more = Button("", "link", on_click=self.turn)
        self.clock = Text("", "muted")
        self.clock.setFont(fonts.font("body", figures=True))
        self.title, self.facts = Text("", "heading", wrap=True), ElidedLabel("", "muted")
        self.ahead = Text("", "muted", wrap=True)
        self.news = Text("", "good", wrap=True)
        self._buttons()
        head = row(self.pill, self.headline, self.drill, STRETCH, self.more, self.clock)
        self._content = QWidget()
        texts = column(self.title, XS, self.facts, self.ahead, gap=XS)
        acts = flow(*self._acts)
        self._inner = column(head, texts, XS, acts, gap=S)
        self._content.setLayout(self._inner)
        edge = self._shade
        self._outer = outer = QVBoxLayout(self)
        set_margins(outer, edge + EDGE + L, edge + M + XS, edge + L, edge + L)
        outer.setSpacing(S)
        outer.addWidget(self._content)
        outer.addWidget(self.news)
        self.setFixedWidth(fonts.em() * WIDTH + 2 * edge)

    def _buttons(self) -> None:
        acknowledge = partial(self.acknowledge)
        self.ack = Button(self.tr("Acknowledge"), "primary", on_click=acknowledge)
        self.ack.setToolTip(self.tr("I have it: nobody else is paged (Enter or A)"))
        self.open = Button(self.tr("Open"), on_click=self._open)
        self.up = Button(self.tr("Escalate"), on_click=self._escalate)
        self.up.setToolTip(self.tr("Page the next level now"))
        self.snooze = Button(self.tr("Snooze"))
        self.snooze.setToolTip(self.tr("Silence this card and its sound; paging goes on"))
        self.menu = Menu(parent=self)
        for minutes in SNOOZES:
            text = self.tr("%1 minutes").replace("%1", str(minutes))
            self.menu.add(text, partial(self.silence, minutes))
        self.menu.addSeparator()
        reading = Text(self.tr("Paging goes on meanwhile."), "muted")
        reading.setContentsMargins(L, XS, L, S)
        line = QWidgetAction(self.menu)
        line.setDefaultWidget(reading)
        self.menu.addAction(line)
        self.snooze.set_menu(self.menu)
        self._acts = (self.ack, self.open, self.up, self.snooze)

    # what is shown

    def refresh(self) -> None:
        """Shows what rings: the same incident as before while it does, else the first."""
        ringing = self.calls.ringing if self.wanted else ()
        before = self.call.number if self.call else 0
        same = [call for call in ringing if call.number == before]
        self.call = next(iter(same or ringing), None)
        if self.call is None:
            self._fold()
            return
        self._content.show()
        if self.call.number != before:
            self._settle(changed=bool(before))
        self._show(self.call, len(ringing) - 1)

    def turn(self) -> None:
        """The next one of several."""
        ringing = self.calls.ringing
        numbers = [call.number for call in ringing]
        if self.call is not None and len(numbers) > 1:
            self.call = ringing[(numbers.index(self.call.number) + 1) % len(numbers)]
            self._settle(changed=False)
            self._show(self.call, len(ringing) - 1)

    def _show(self, call: "Call", more: int) -> None:
        self.pill.show_severity(call.severity)
        self.headline.setText(words.headline(call))
        self.drill.setVisible(call.drill)
        self.more.setText(self.tr("%1 more").replace("%1", str(more)))
        self.more.setVisible(more > 0)
        self.title.setText(words.short(call.title))
        self.facts.setText(words.facts(call))
        self.facts.setVisible(bool(self.facts.text()))
        self.setWindowTitle(f"{words.headline(call)}: {call.severity} {call.title}")
        self.setAccessibleName(self.windowTitle())
        self.tick()
        self._appear()

    def tick(self) -> None:
        """A second has passed."""
        if self.call is None:
            return
        self._rise()
        now = self.calls.now()
        self.clock.setText(words.clock(now - self.call.since))
        if self.ahead.property("look") != "error":
            self.ahead.setText(words.ahead(self.call, now))
        if self.call.next is not None and self.call.next.at < now:
            self.calls.ask()

    def _settle(self, *, changed: bool) -> None:
        """Another incident is shown; a click meant for the one before must not reach it."""
        self.ahead.set_look("muted")
        self._enable(not changed)
        if changed:
            self._steady.start()

    def _enable(self, on: bool) -> None:
        for button in self._acts:
            button.setEnabled(on)

    # what is done

    def acknowledge(self) -> None:
        """I have it."""
        if self.call is not None and self.ack.isEnabled():
            self._enable(False)
            self.calls.acknowledge(self.call.number, Source.CARD)

    def silence(self, minutes: float) -> None:
        """Not now."""
        if self.call is not None:
            number = self.call.number
            until = clock_text(self.calls.now() + timedelta(minutes=minutes))
            told = self.tr("#%1 is silent here until %2. Paging goes on.")
            self._tell(number, told.replace("%1", str(number)).replace("%2", until))
            self.calls.snooze(number, minutes)

    def _open(self) -> None:
        if self.call is not None:
            self.open_incident.emit(self.call.number)

    def _escalate(self) -> None:
        if self.call is not None:
            self._enable(False)
            self.calls.escalate(self.call.number, Source.CARD)
            self._steady.start()

    def _complain(self, number: int, sentence: str) -> None:
        if self.call is not None and self.call.number == number:
            self._enable(True)
            self.ahead.set_look("error")
            self.ahead.setText(sentence)
            self._appear()

    # coming and going

    def _tell(self, _number: int, sentence: str) -> None:
        self.news.setText(sentence)
        self.news.show()
        self._said.start()
        self._appear()

    def _forget(self) -> None:
        self.news.clear()
        self.news.hide()
        if self.call is None:
            self.hide()
        else:
            self._appear()

    def _fold(self) -> None:
        """Nothing rings; what was said stays for its seconds."""
        self._tick.stop()
        self._content.hide()
        if self._said.isActive():
            self._appear()
        else:
            self.hide()

    def _appear(self) -> None:
        self.news.setVisible(bool(self.news.text()))
        for layout in (self._inner, self._outer):  # at once: the height depends on the words
            layout.invalidate()
            layout.activate()
        self.setFixedHeight(self._height())
        self._place()
        if not self.isVisible():
            self.show()
            self.raise_()
        if self.call is not None and not self._tick.isActive():
            self._tick.start()

    def _height(self) -> int:
        width = self.width()
        told = self._outer.totalHeightForWidth(width) if self._outer.hasHeightForWidth() else 0
        return told if told > 0 else self._outer.totalSizeHint().height()

    def _place(self) -> None:
        """Where the desktop's own notifications are: top on the Mac and in GNOME, else bottom."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = self.isRightToLeft()
        across = XL - self._shade
        x = room.left() + across if left else room.right() - self.width() - across
        self.move(x, words.row_of(room, self.height(), across))

    def _rise(self) -> None:
        """Above what was opened or raised meanwhile, on an X server; never above its own menu."""
        shown = self.isVisible() and QApplication.activePopupWidget() is None
        if shown and QGuiApplication.platformName() == "xcb":
            self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever clicks on it means it: from now on it has the keyboard."""
        self.activateWindow()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A):
            self.acknowledge()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        round_corners(self, ROUND + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = self._shade
        box = QRectF(self.rect()).adjusted(shade, shade, -shade, -shade)
        paint_floating(painter, box)
        whole = QPainterPath()
        whole.addRoundedRect(box, ROUND, ROUND)
        painter.setClipPath(whole)
        ink = severity_ink(self.call.severity, text=False) if self.call else "good"
        x = box.right() - EDGE if self.isRightToLeft() else box.left()
        painter.fillRect(QRectF(x, box.top(), EDGE, box.height()), colour(ink))
