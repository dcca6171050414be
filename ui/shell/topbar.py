"""The line above everything: the name, search, who is on call now, Declare."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, L, M, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.button import Button
from ui.widgets.early import CLEAR, TAB, focus_by, show_hand, write
from ui.widgets.picture import Picture
from ui.widgets.text import Text, edge_of, elided


class Watch(NamedTuple):
    """Who is on call now on one schedule, and until when in words. No face: a gap."""

    schedule: str
    face: Face | None
    until: str = ""
    key: object = None  # what is told when it is clicked


class SearchButton(QPushButton):
    """Looks like a search field; opens the palette."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._hint = self.tr("Search or run anything")
        self.setAccessibleName(self._hint)
        self.setAccessibleDescription(keys)
        focus_by(self, TAB)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(fonts.em() * 9)
        self.setMaximumWidth(fonts.em() * 25)

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        super().enterEvent(event)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side, box = fonts.em(), QRectF(self.rect()).adjusted(10, 0, -10, 0)
        backwards = self.isRightToLeft()
        at = box.right() - side if backwards else box.left()
        paint_icon(painter, QRectF(at, box.center().y() - side / 2, side, side), "search", "muted")
        ink, metrics = colour("muted"), self.fontMetrics()
        wide = metrics.horizontalAdvance(self._hint + self._keys) + side + 3 * S
        if wide < box.width():
            write(painter, box, self._keys, self.font(), ink, edge_of(backwards, end=True))
        words = box.adjusted(0, 0, -side - S, 0) if backwards else box.adjusted(side + S, 0, 0, 0)
        shown = elided(self._hint, metrics, round(words.width()))
        write(painter, words, shown, self.font(), ink, edge_of(backwards))


class WatchButton(QAbstractButton):
    """One schedule's person now: avatar, first name, schedule and until when."""

    def __init__(self, watch: Watch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watch = watch
        self.told = 2  # 2: name, schedule, until; 1: name; 0: only the avatar
        focus_by(self, TAB)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        who = watch.face.title if watch.face else self.tr("Nobody")
        until = self.tr("until %s").replace("%s", watch.until) if watch.until else ""
        self._name = watch.face.first if watch.face else who
        self._rest = f"{watch.schedule} {until}".strip()
        self.setAccessibleName(f"{watch.schedule}: {who} {until}".strip())
        self.setToolTip(self.accessibleName())

    def tell(self, much: int) -> None:
        """How many words there is room for."""
        self.told = much
        self.updateGeometry()
        self.update()

    def width_at(self, much: int) -> int:
        """How wide it is with so many words."""
        wide = fonts.em() * 1.5 + XS
        if much > 0:
            wide += S + self._width(self._name, bold=True)
        if much > 1:
            wide += XS + 1 + self._width(self._rest)
        return round(wide) + XS

    def sizeHint(self) -> QSize:
        return QSize(self.width_at(self.told), round(fonts.em() * 1.8))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(colour("focus") if self.hasFocus() else CLEAR)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        side = fonts.em() * 1.4
        x = self.width() - side - XS if self.isRightToLeft() else XS
        spot = QRectF(x, (self.height() - side) / 2, side, side)
        if self.watch.face is not None:
            paint_avatar(painter, spot, self.watch.face)
        else:
            paint_icon(painter, spot, "circle-alert", "alarm_text")
        if self.told:
            self._paint_words(painter, side)

    def _paint_words(self, painter: QPainter, side: float) -> None:
        box = QRectF(self.rect())
        start = side + XS + S
        name = self._width(self._name, bold=True) + XS + 1
        inks = (("text" if self.watch.face else "alarm_text"), "muted")
        parts = ((self._name, fonts.strong(), start), (self._rest, fonts.font(), start + name))
        for (text, font, at), ink in zip(parts[: self.told], inks, strict=False):
            words = (
                box.adjusted(0, 0, -at, 0) if self.isRightToLeft() else box.adjusted(at, 0, 0, 0)
            )
            painter.setFont(font)
            painter.setPen(colour(ink))
            painter.drawText(words, edge_of(self.isRightToLeft()), text)

    @staticmethod
    def _width(text: str, bold: bool = False) -> float:
        from PySide6.QtGui import QFontMetricsF

        return QFontMetricsF(fonts.strong() if bold else fonts.font()).horizontalAdvance(text)


class WatchStrip(QWidget):
    """Who is on call now; says less where there is less room."""

    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = Text(self.tr("On call now"), "muted")
        self._buttons: list[WatchButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(XS)
        self._row.addStretch(1)
        self._row.addWidget(self._lead)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_watches(())

    def show_watches(self, watches: Sequence[Watch]) -> None:
        """Replace them; the first is the one most people mean."""
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [WatchButton(watch) for watch in watches]
        for button in self._buttons:
            button.clicked.connect(self._tell)
            self._row.addWidget(button)
        self._lead.setVisible(bool(watches))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.em() * 2, round(fonts.em() * 1.8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The first says everything if it can; the rest say their names while there is room."""
        gap = XS
        room = self.width() - self._lead.sizeHint().width() - gap
        told = [0] * len(self._buttons)
        used = sum(button.width_at(0) + gap for button in self._buttons)
        for much in (1, 2):
            for at, button in enumerate(self._buttons):
                more = button.width_at(much) - button.width_at(told[at])
                if told[at] == much - 1 and used + more <= room:
                    told[at], used = much, used + more
        for button, much in zip(self._buttons, told, strict=True):
            button.setVisible(used <= room or button is self._buttons[0])
            button.tell(much)
        self._lead.setVisible(bool(self._buttons) and room > 0)

    def _tell(self) -> None:
        button = self.sender()
        if isinstance(button, WatchButton):
            self.clicked.emit(button.watch.key)


class TopBar(QFrame):
    """Logo, search, on call now, Declare."""

    search_wanted = Signal()
    declare_wanted = Signal()

    def __init__(self, search_keys: str, declare_tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watches = WatchStrip()
        self.search = SearchButton(search_keys)
        self.declare = Button(self.tr("Declare incident"), "primary", tip=declare_tip)
        self._build()
        self.search.clicked.connect(self.search_wanted)
        self.declare.clicked.connect(self.declare_wanted)

    def _build(self) -> None:
        self.brand = QWidget()
        brand = QHBoxLayout(self.brand)
        brand.setContentsMargins(0, 0, 0, 0)
        brand.setSpacing(S)
        brand.addWidget(Picture("anchor", "accent_text", 1.1))
        brand.addWidget(Text(self.tr("Watchbill"), "heading"))
        brand.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(L, S, L, S)
        layout.setSpacing(M)
        layout.addWidget(self.brand)
        layout.addWidget(self.search, 2)
        layout.addWidget(self.watches, 3)
        layout.addWidget(self.declare)

    def align(self, width: int) -> None:
        """Begin the search field where the page begins."""
        self.brand.setFixedWidth(max(self.brand.sizeHint().width(), width - M + 2))
