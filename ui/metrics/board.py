"""All figures of the page: tiles above, cards in two columns below, one where it is narrow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.bridge import Bridge
from ui.metrics.chart_card import ChartCard
from ui.metrics.how import HowPopup
from ui.metrics.levels import ServiceLevels
from ui.metrics.response import ResponseCard
from ui.metrics.tile import StatTile
from ui.metrics.words import lasting_text, title_of
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.page import ScrollPage
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.metrics.reads import Felt, Shown

TILES = {  # what is behind each, and its formula
    "mtta": (("acknowledged",), "mtta"),
    "mttr": (("resolved",), "mttr"),
    "incidents": (("all",), "volume"),
    "availability": (("all",), "uptime"),
    "sleep": (("kind", "sleep"), "interruptions"),
    "recurrence": (("again",), "recurrence"),
}
WIDE, NARROW = 62, 34  # ems
HIGH = 11.5


class Board(ScrollPage):
    """`picked` carries a title and a key of `numbers_behind`; `told` a sentence."""

    picked = Signal(str, object)
    service_picked = Signal(str)
    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=M)
        self._bridge = bridge
        self._columns = (0, 0)
        self._build()

    def _build(self) -> None:
        self.note = Text(look="small", wrap=True)
        self._tiles, self._grid = QGridLayout(), QGridLayout()
        for grid in (self._tiles, self._grid):
            grid.setSpacing(M)
        self.tiles = {name: self._tile(name) for name in TILES}
        self.cards = {
            "trend": self._card(self.tr("Time to resolve"), "mttr"),
            "volume": self._card(self.tr("Incidents"), "volume"),
            "week": self._card(self.tr("When it happens"), "hours"),
            "durations": self._card(self.tr("How long it takes"), "mttr"),
            "sleepers": self._card(self.tr("What interrupts us"), "interruptions"),
            "carriers": self._card(self.tr("Whom it interrupts"), "interruptions"),
            "load": self._card(self.tr("On-call load"), "duty"),
        }
        self.levels = ServiceLevels()
        self.levels.picked.connect(self.service_picked)
        self.level_card = Card(self.tr("Service levels"))
        how = IconButton("info", self.tr("How this is computed"), on_click=self._explain_levels)
        self._how_levels = how
        self.level_card.add_action(how)
        self.level_card.add(self.levels)
        self.response = ResponseCard()
        for part in (self._tiles, self._grid):
            self.add(part)
        self.add(self.note)
        self.body.addStretch(1)

    def _tile(self, name: str) -> StatTile:
        made = StatTile(name)
        made.clicked.connect(self._press)
        made.how.clicked.connect(self._explain)
        return made

    def _card(self, title: str, formula: str) -> ChartCard:
        made = ChartCard(self._bridge, title, formula, HIGH)
        made.picked.connect(self._pick)
        made.told.connect(self.told)
        return made

    # what is shown

    def busy(self, on: bool) -> None:
        """While it is read for the first time."""
        if on:
            self.note.setText(self.tr("Reading incidents …"))

    def show_figures(self, shown: "Shown", span: str) -> None:
        """Everything but what pages say."""
        view = shown.view
        for tile in view.tiles:
            self.tiles[tile.name].show_tile(tile, self.tr("vs before"), shown.wanted.against)
        step = {"day": self.tr("by day"), "week": self.tr("by week"),
                "month": self.tr("by month")}[view.part.along.step.value]  # fmt: skip
        median = self.tr("median, band to p90 · %1 · n = %2").replace("%1", step)
        median = median.replace("%2", f"{view.part.resolve.n:,}")
        self.cards["trend"].show_chart(shown.charts["trend"], median, self._resolving(shown))
        self.cards["volume"].show_chart(
            shown.charts["volume"], self.tr("%1, by severity").replace("%1", step)
        )
        zone = self.tr("created, %1").replace("%1", shown.wanted.zone)
        self.cards["week"].show_chart(shown.charts["week"], zone)
        self.cards["durations"].show_chart(
            shown.charts["durations"], self.tr("detected to resolved · n = %1").replace(
                "%1", f"{view.part.resolve.n:,}")
        )  # fmt: skip
        self.levels.show_levels(view.part.levels)
        self.level_card.section.set_hint(span.lower())
        self.note.setText(self._left_out(shown))

    def show_felt(self, felt: "Felt") -> None:
        """What it cost people."""
        against = felt.shown.wanted.against
        self.tiles["sleep"].show_tile(felt.care.tile, self.tr("vs before"), against)
        counts = felt.care.found.counts()
        count = sum(counts.values())
        one, many = self.tr("1 interruption"), self.tr("%1 interruptions")
        total = one if count == 1 else many.replace("%1", f"{count:,}")
        total += self.tr(", by their own clock")
        self.cards["sleepers"].show_chart(felt.charts["sleepers"], total)
        self.cards["carriers"].show_chart(felt.charts["carriers"], self.tr("by their own clock"))
        self.cards["load"].show_chart(felt.charts["load"], self.tr("hours, each paid once"))
        self.response.show_felt(felt)

    def _resolving(self, shown: "Shown") -> str:
        """What the explanation adds: the sample, how sure, and open ones."""
        of, survival = shown.view.part.resolve, shown.view.survival
        if of.median is None:
            return ""
        words = self.tr("Here: median %1").replace("%1", lasting_text(of.median))
        if of.band:
            low, high = (lasting_text(each) for each in of.band)
            words += self.tr(", with 95 % confidence between %1 and %2")
            words = words.replace("%1", low).replace("%2", high)
        if survival.censored:
            open_ = self.tr(". With %1 open ones (Kaplan-Meier): median %2")
            words += open_.replace("%1", str(survival.censored)).replace(
                "%2", lasting_text(survival.median)
            )
        return words + "."

    def _left_out(self, shown: "Shown") -> str:
        out = shown.view.part.excluded
        words = self.tr("Left out of all figures: %1 drills, %2 declined, %3 merged.")
        for at, count in enumerate((out.drills, out.declined, out.merged), 1):
            words = words.replace(f"%{at}", f"{count:,}")
        still = int(shown.view.part.cases.open.sum())
        more = self.tr("%1 of %2 incidents are still open.")
        return f"{words} " + more.replace("%1", f"{still:,}").replace(
            "%2", f"{len(shown.view.part.cases):,}"
        )

    # what is pressed

    def _press(self) -> None:
        tile = self.sender()
        if isinstance(tile, StatTile):
            self.picked.emit(title_of(tile.name), TILES[tile.name][0])

    def _pick(self, key: object) -> None:
        card = self.sender()
        if isinstance(card, ChartCard):
            told = card.view.accessibleDescription().partition(":")[0]
            self.picked.emit(told or card.section.title.text(), key)

    def _explain(self) -> None:
        from app.domain.formula import FORMULAE

        button = self.sender()
        for name, tile in self.tiles.items():
            if tile.how is button:
                HowPopup(FORMULAE[TILES[name][1]], parent=self).open_at(tile.how)

    def _explain_levels(self) -> None:
        from app.domain.formula import FORMULAE

        budget = FORMULAE["budget"]
        more = f"{budget.title}: {budget.formula}. {budget.words}"
        HowPopup(FORMULAE["uptime"], more, self).open_at(self._how_levels)

    # where it stands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() / fonts.em()
        columns = (6 if wide > WIDE else 3 if wide > NARROW else 2, 2 if wide > 44 else 1)
        if columns != self._columns:
            self._columns = columns
            self._place(*columns)

    def _place(self, tiles: int, cards: int) -> None:
        for at, tile in enumerate(self.tiles.values()):
            self._tiles.addWidget(tile, at // tiles, at % tiles)
        for column in range(6):
            self._tiles.setColumnStretch(column, 1 if column < tiles else 0)
        made = self.cards
        order = (made["trend"], made["volume"], made["week"], self.level_card, made["sleepers"],
                 made["durations"], made["carriers"], made["load"], self.response)  # fmt: skip
        for at, card in enumerate(order):
            whole = card is self.response
            self._grid.addWidget(card, at // cards, at % cards, 1, cards if whole else 1)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < cards else 0)
