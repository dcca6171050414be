"""Who could take a stretch of time: the least loaded first, and why; Enter takes the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.schedules.hand.reason import Reason
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import XS, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.choices import CHOICE, Choice, ChoiceDelegate, ChoiceList, Index
from ui.widgets.popup import PopupCard
from ui.widgets.search import SearchField
from ui.widgets.text import Text, edge_of

WIDE, TALL = 24, 2.7  # ems
FEW = 7  # from more people on, one filters by typing


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody with their figures, and why they fit or do not."""

    person: str
    face: Face
    figures: str
    reasons: tuple[Reason, ...] = ()
    praise: str = ""

    @property
    def why(self) -> str:
        """In one line."""
        return " · ".join(each.words for each in self.reasons) or self.praise

    @property
    def tone(self) -> str:
        """good, warn or alarm."""
        if any(each.grave for each in self.reasons):
            return "alarm"
        return "warn" if self.reasons else "good"


class CandidatesPopup(PopupCard):
    """`picked` carries a handle; the popup closes."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.hint = Text(look="strong", wrap=True), Text(look="small", wrap=True)
        self.search = SearchField(self.tr("Type to filter"), delay_ms=0)
        self.list = _List()
        self._nobody = Text(self.tr("Nobody is free then."), "muted")
        self.body.setSpacing(XS)
        for part in (self.title, self.hint, self.search, self.list, self._nobody):
            self.body.addWidget(part)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.picked.connect(self._take)
        self.list.selectionModel().currentChanged.connect(self._say)

    def offer(self, anchor: QWidget, title: str, hint: str, offers: Sequence[Offer]) -> None:
        """Open under an anchor."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.setAccessibleName(f"{title}. {hint}")
        self.list.offers = {each.person: each for each in offers}
        self.list.table.show(
            [
                Choice(each.person, each.face.title, each.figures, each.face, words=each.why)
                for each in offers
            ]
        )
        self.search.clear()
        self.search.setVisible(len(offers) > FEW)
        self._fit()
        self.open_below(anchor, fonts.em() * WIDE)
        (self.search if self.search.isVisible() else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._steer(event):
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and (
            event.type() is QEvent.Type.KeyPress and self._steer(event)
        )

    def _steer(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.list.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.pick()
        else:
            return False
        return True

    def _filter(self, text: str) -> None:
        self.list.table.filter(text)
        self._fit()

    def _fit(self) -> None:
        some = self.list.table.rowCount() > 0
        self.list.setVisible(some)
        self._nobody.setVisible(not some)
        self.list.fit(6)
        self.adjustSize()

    def _say(self, now: QModelIndex, _before: QModelIndex) -> None:
        """The marked one, to whoever listens."""
        choice = self.list.table.at(now.row())
        offer = self.list.offers.get(str(choice.key)) if choice is not None else None
        if offer is not None and self.isVisible():
            words = f"{offer.face.title}, {offer.figures}, {offer.why}"
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _take(self, choice: Choice) -> None:
        self.close()
        self.picked.emit(str(choice.key))


class _List(ChoiceList):
    """Two lines a person."""

    def __init__(self) -> None:
        super().__init__()
        self.offers: dict[str, Offer] = {}
        self.setItemDelegate(_Delegate(self))

    def fit(self, most: int = 6) -> None:
        rows = max(1, min(most, self.table.rowCount()))
        self.setFixedHeight(rows * round(fonts.em() * TALL) + 2)


class _Delegate(ChoiceDelegate):
    """Avatar, name, figures at the end; below them why."""

    def __init__(self, view: _List) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, round(fonts.em() * TALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = index.data(CHOICE)
        offer = self._view.offers.get(str(choice.key)) if isinstance(choice, Choice) else None
        if offer is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        on = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        if option.state & on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
        _paint_offer(painter, box.adjusted(S, XS, -S, -XS), offer,
                     option.direction is Qt.LayoutDirection.RightToLeft)  # fmt: skip
        painter.restore()


def _paint_offer(painter: QPainter, box: QRectF, offer: Offer, backwards: bool) -> None:
    side = fonts.em() * 1.6
    left = box.right() - side if backwards else box.left()
    paint_avatar(painter, QRectF(left, box.center().y() - side / 2, side, side), offer.face)
    box = box.adjusted(*((0, 0, -side - S, 0) if backwards else (side + S, 0, 0, 0)))
    upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
    painter.setFont(fonts.font("small"))
    painter.setPen(colour("muted"))
    painter.drawText(upper, edge_of(backwards, end=True), offer.figures)
    room = upper.width() - painter.fontMetrics().horizontalAdvance(offer.figures) - S
    painter.setFont(fonts.strong())
    painter.setPen(colour("text"))
    name = painter.fontMetrics().elidedText(
        offer.face.title, Qt.TextElideMode.ElideRight, round(room)
    )
    painter.drawText(upper, edge_of(backwards), name)
    _paint_why(painter, upper.translated(0, box.height() / 2), offer, backwards)


def _paint_why(painter: QPainter, box: QRectF, offer: Offer, backwards: bool) -> None:
    icons = {"alarm": "octagon-alert", "warn": "triangle-alert", "good": "circle-check"}
    side = fonts.em() * 0.9
    left = box.right() - side if backwards else box.left()
    spot = QRectF(left, box.center().y() - side / 2, side, side)
    paint_icon(painter, spot, icons[offer.tone], f"{offer.tone}_text")
    box = box.adjusted(*((0, 0, -side - XS, 0) if backwards else (side + XS, 0, 0, 0)))
    painter.setFont(fonts.font("small"))
    painter.setPen(colour(f"{offer.tone}_text"))
    words = painter.fontMetrics().elidedText(
        offer.why, Qt.TextElideMode.ElideRight, round(box.width())
    )
    painter.drawText(box, edge_of(backwards), words)
