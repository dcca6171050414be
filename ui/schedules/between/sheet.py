"""All requests: what waits for you first, the other open ones, and those that ended."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.schedules.between import reads, writes
from ui.schedules.between.card import RequestCard
from ui.theme.space import M
from ui.widgets.empty import EmptyState
from ui.widgets.page import ScrollPage
from ui.widgets.rows import clear
from ui.widgets.sheet import Sheet
from ui.widgets.tabs import Tabs
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.request import Act
    from app.queries.request import Prospect, RequestRow
    from ui.schedules.between.reads import Among

WIDE = 34  # ems
OPEN, ENDED = "open", "ended"


class RequestsSheet(Sheet):
    """`show_among` whenever something changed."""

    def __init__(self, over: QWidget, bridge: Bridge, zone: ZoneInfo) -> None:
        super().__init__(
            over, QCoreApplication.translate("RequestsSheet", "Requests"), WIDE, tall=True
        )
        self._bridge, self._zone = bridge, zone
        self._seen: Among | None = None
        self.cards: list[RequestCard] = []
        self.tabs = Tabs([(OPEN, self.tr("Open")), (ENDED, self.tr("Ended"))])
        self.list = ScrollPage(gap=M)
        self.told = Text(look="good", wrap=True)
        self.told.hide()
        self.first = self.tabs
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.told)
        self.body.addWidget(self.list, 1)
        hint = self.tr("Ask for cover or offer a swap from the menu of a shift.")
        self.foot.addWidget(Text(hint, "small", wrap=True), 1)
        self.tabs.chosen.connect(self._draw)

    def show_among(self, seen: "Among", zone: ZoneInfo) -> None:
        """What there is now."""
        same = self._seen is not None and (self._seen.open, self._seen.ended) == (
            seen.open,
            seen.ended,
        )
        self._seen, self._zone = seen, zone
        count = f" {len(seen.open)}" if seen.open else ""
        self.tabs.set_words(OPEN, self.tr("Open") + count)
        if not same:
            self._draw()

    def leave(self) -> None:
        self.told.hide()
        super().leave()

    def _draw(self, _key: str = "") -> None:
        if self._seen is None:
            return
        self.cards = []
        clear(self.list.body)
        ended = self.tabs.tabData(self.tabs.currentIndex()) == ENDED
        self._fill(self._seen.ended if ended else self._seen.open)
        if not self.cards:
            self.list.add(_nothing(ended))
        self.list.body.addStretch(1)

    def _fill(self, rows: "Iterable[RequestRow]") -> None:
        for request in rows:
            card = RequestCard(request, self._bridge.user_id, self._zone)
            card.answered.connect(self._answer)
            self.list.add(card)
            self.cards.append(card)
            if request.state.open:
                taker = self._bridge.user_id if request.waits and request.taker is None else None
                question = partial(reads.prospect, number=request.id, taker=taker)
                self._bridge.read(question, _Prospect(card))

    def _answer(self, request: "RequestRow", act: "Act", person: int | None) -> None:
        work = partial(
            writes.answer, number=request.id, act=act, by=self._bridge.actor(),
            seen=request.version, person=person,
        )  # fmt: skip
        self._bridge.write(work, self._done, _Wrong(self, request.id))

    def _done(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def of(self, number: int) -> RequestCard | None:
        """The one of a request."""
        return next((each for each in self.cards if each.request.id == number), None)

    def fail(self, number: int, fault: Exception) -> None:
        """Said on the card; what is no fault of the user's goes on."""
        from app.errors import Fault

        card = self.of(number)
        if isinstance(fault, Fault) and card is not None:
            card.show_wrong(fault_words(fault))
        else:
            self._bridge.failed.emit(fault)


class _Prospect:
    """Where the answer about one card goes."""

    def __init__(self, card: RequestCard) -> None:
        self.__self__ = card  # so that the bridge can tell whether it still exists

    def __call__(self, found: "Prospect | None") -> None:
        self.__self__.show_prospect(found)


class _Wrong:
    """Where a refusal goes."""

    def __init__(self, sheet: RequestsSheet, number: int) -> None:
        self.__self__, self._number = sheet, number

    def __call__(self, fault: Exception) -> None:
        self.__self__.fail(self._number, fault)


def _nothing(ended: bool) -> EmptyState:
    if ended:
        return EmptyState("history", _tr("Nothing has ended yet."), "", calm=True)
    return EmptyState(
        "shuffle",
        _tr("Nobody asks for anything."),
        _tr("Ask for cover or offer a swap from the menu of a shift."),
        calm=True,
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("RequestsSheet", words)
