"""All figures of the page: tiles above, cards in two columns below, one where it is narrow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.bridge import Bridge
from ui.language.numbers import counted, decimal
from ui.language.sentence import inside, worded
from ui.metrics.chart_card import ChartCard
from ui.metrics.clock_table import ClockTable
from ui.metrics.easel import Easel
from ui.metrics.how import HowPopup
from ui.metrics.levels import LevelCard
from ui.metrics.response import ResponseCard
from ui.metrics.tile import StatTile
from ui.metrics.words import ENOUGH, lasting_text, title_of
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.page import ScrollPage
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.overview import Part, Tile
    from ui.metrics.reads import Borne, Felt, Shown
    from ui.metrics.wanted import Wanted

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
        self._bridge, self._easel = bridge, Easel(bridge, self)
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
        self.level_card = LevelCard()
        self.levels = self.level_card.levels
        self.level_card.picked.connect(self.service_picked)
        self.clocks, self.response = ClockTable(), ResponseCard()
        for card in (self.level_card, self.clocks, self.response):
            card.told.connect(self.told)
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
        made = ChartCard(self._bridge, self._easel, title, formula, HIGH)
        made.picked.connect(self._pick)
        made.told.connect(self.told)
        return made

    # what is shown

    def busy(self, on: bool) -> None:
        """While it is read for the first time."""
        if on:
            self.note.setText(self.tr("Reading incidents …"))

    def reading(self, done: int, count: int) -> None:
        """How far it is."""
        words = self.tr("Reading incidents … %1 of %2")
        self.note.setText(words.replace("%1", counted(done)).replace("%2", counted(count)))

    def show_figures(self, shown: "Shown") -> None:
        """What is seen without scrolling; the window has its say before the rest."""
        view = shown.view
        for tile in view.tiles:
            self.show_tile(tile, shown.wanted)
        step = {"day": self.tr("by day"), "week": self.tr("by week"),
                "month": self.tr("by month")}[view.part.along.step.value]  # fmt: skip
        than = worded(shown.wanted.against) or self.tr("before")
        trend, week = shown.charts["trend"], shown.charts["week"]
        said = self.tr(" · dashed: %1"), self.tr(" · marks: %1")
        dashed, marks = (each.replace("%1", than) if shown.compared else "" for each in said)
        median = f"{step}{dashed}" if dashed else self._sample(view.part).replace("%1", step)
        self.cards["trend"].show_chart(trend, median, self._resolving(shown))
        volume = self.tr("%1, by severity").replace("%1", step) + marks
        self.cards["volume"].show_chart(shown.charts["volume"], volume)
        most = self.tr(" · darkest: %1").replace("%1", counted(shown.most))
        zone = self.tr("created, %1").replace("%1", shown.wanted.zone)
        self.cards["week"].show_chart(week, zone + (most if shown.most else ""))
        took = self.tr("detected to resolved · n = %1")
        took = took.replace("%1", counted(view.part.resolve.n)) + marks
        self.cards["durations"].show_chart(shown.charts["durations"], took)

    def _sample(self, part: "Part") -> str:
        """What a line is of; so few a point that its p90 says little, it says how many."""
        n, each = part.resolve.n, part.resolve.n / len(part.along)
        words = self.tr("median, band to p90 · %1 · n = %2")
        if 0 < each < ENOUGH:
            words = self.tr("median, band to p90 · %1, n ≈ %3")
        return words.replace("%2", counted(n)).replace("%3", counted(max(each, 1)))

    def show_rest(self, shown: "Shown", span: str) -> None:
        """Everything but what pages say."""
        kept = "" if shown.wanted.planned else self.tr(", without maintenance")
        self.level_card.show_levels(shown.view.part.levels, inside(span) + kept)
        self.clocks.show_figures(shown)
        self.note.setText(self._left_out(shown))

    def show_tile(self, tile: "Tile", wanted: "Wanted") -> None:
        """One of the six."""
        self.tiles[tile.name].show_tile(tile, self.tr("vs before"), wanted.against)

    def show_felt(self, felt: "Felt") -> None:
        """What it cost people."""
        self.show_tile(felt.care.tile, felt.shown.wanted)
        counts = felt.care.found.counts()
        count = sum(counts.values())
        one, many = self.tr("1 interruption"), self.tr("%1 interruptions")
        total = one if count == 1 else many.replace("%1", counted(count))
        total += self.tr(", by their own clock")
        self.cards["sleepers"].show_chart(felt.charts["sleepers"], total)
        self.cards["carriers"].show_chart(felt.charts["carriers"], self.tr("by their own clock"))

    def show_borne(self, borne: "Borne") -> None:
        """Time on call, answers, noise."""
        self.cards["load"].show_chart(borne.charts["load"], self.tr("hours, each paid once"))
        self.response.show_borne(borne)
        self.note.setText(f"{self._left_out(borne.felt.shown)}\n{self._noise(borne)}")

    def _noise(self, borne: "Borne") -> str:
        """What came for nothing, and what customers felt."""
        part, of = borne.felt.shown.view.part, borne.idle
        count = len(part.cases)
        if not count:
            return ""
        words = self.tr(
            "Noise: %1 alerts per incident, %2 of %3 pages without action, %4 ended by themselves, "
            "%5 flapping."
        )
        said = (decimal(part.cases.alerts.sum() / count, 1), counted(of.idle), counted(of.pages),
                counted(of.healed), counted(of.flapping))  # fmt: skip
        for at, each in enumerate(said, 1):
            words = words.replace(f"%{at}", each)
        impact = self.tr("Customer impact, 0 to 100: median %1, the worst %2.")
        scores = borne.impact
        return f"{words} " + impact.replace("%1", counted(scores[0])).replace(
            "%2", counted(scores[1])
        )

    def _resolving(self, shown: "Shown") -> str:
        """What the explanation adds: the sample, how sure, and open ones."""
        of, survival = shown.view.part.resolve, shown.view.part.lasting
        if of.median is None:
            return ""
        words = self.tr("Here: median %1").replace("%1", lasting_text(of.median))
        if of.band:
            low, high = (lasting_text(each) for each in of.band)
            words += self.tr(", with 95 % confidence between %1 and %2")
            words = words.replace("%1", low).replace("%2", high)
        if survival.censored:
            open_ = self.tr(". With %1 open ones (Kaplan-Meier): median %2")
            words += open_.replace("%1", counted(survival.censored)).replace(
                "%2", lasting_text(survival.median)
            )
        return words + "."

    def _left_out(self, shown: "Shown") -> str:
        out = shown.view.part.excluded
        words = self.tr("Left out of all figures: %1 drills, %2 declined, %3 merged.")
        for at, count in enumerate((out.drills, out.declined, out.merged), 1):
            words = words.replace(f"%{at}", counted(count))
        still = int(shown.view.part.unended.sum())
        more = self.tr("%1 of %2 incidents are still open.")
        return f"{words} " + more.replace("%1", counted(still)).replace(
            "%2", counted(len(shown.view.part.cases))
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
                 made["durations"], made["carriers"], made["load"], self.clocks,
                 self.response)  # fmt: skip
        for at, card in enumerate(order):
            whole = card in (self.clocks, self.response)
            at += cards - 1 if card is self.response else 0
            self._grid.addWidget(card, at // cards, at % cards, 1, cards if whole else 1)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < cards else 0)
