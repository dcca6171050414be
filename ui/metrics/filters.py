"""The chips of the metrics page: over what span, of what, and compared with what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Category, Severity
from ui.language.category import category_word
from ui.language.times import dated
from ui.metrics.span_popup import SpanPopup
from ui.metrics.wanted import Wanted
from ui.tables.kept import recall, remember
from ui.widgets.chip import ChipBar, MenuChip

if TYPE_CHECKING:
    from app.domain.window import Window
    from ui.metrics.reads import Books

OWN = "own"
OWN_DAY = "d MMM yyyy"
SPANS = (
    "30 days", "90 days", "6 months", "12 months", "this month", "last month",
    "this quarter", "last quarter", "this year", "last year",
)  # fmt: skip
MENUS = ("service", "team", "severity", "category", "tag")
KEPT = (*MENUS, "planned")


class MetricsChips(QWidget):
    """`changed` after any chip; `wanted()` is what they say."""

    changed = Signal()

    def __init__(self, zone: str = "UTC", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._own: tuple[date, date] | None = None
        self._span = "6 months"
        self._build()

    def _build(self) -> None:
        self.bar = ChipBar()
        self.bar.setAccessibleName(self.tr("Filters"))
        self.span = self.bar.add_menu("span", self.tr("Span"), self._spans(), many=False)
        self.bar.add_menu("service", self.tr("All services"))
        self.bar.add_menu("team", self.tr("All teams"))
        self.bar.add_menu("severity", self.tr("SEV1–SEV4"), [(s, str(s)) for s in Severity])
        self.bar.add_menu("category", self.tr("All categories"), self._kinds())
        self.bar.add_menu("tag", self.tr("All tags")).hide()
        self.bar.add("planned", self.tr("Without maintenance")).setToolTip(
            self.tr("Maintenance counts as neither up nor down")
        )
        self._recall()
        self.bar.changed.connect(self._tell)
        self.changed.connect(self._remember)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)

    def live_in(self, zone: str) -> None:
        """Where days begin at midnight."""
        self._zone = zone

    def wanted(self) -> Wanted:
        """What the chips say."""
        found = Wanted(
            zone=self._zone,
            span=self._span,
            services=frozenset(int(str(s)) for s in self._menu("service").value()),
            teams=frozenset(int(str(s)) for s in self._menu("team").value()),
            severities=frozenset(Severity(str(s)) for s in self._menu("severity").value()),
            categories=frozenset(str(s) for s in self._menu("category").value()),
            planned=not self.bar.value("planned"),
            tags=frozenset(int(str(s)) for s in self._menu("tag").value()),
        )
        return replace(found, own=self.window_of(*self._own)) if self._own else found

    def choose_span(self, span: str) -> None:
        """As if it was chosen from the menu."""
        self._span, self._own = span, None
        self.span.set_value([span])
        self.changed.emit()

    def choose_days(self, first: date, last: date) -> None:
        """Both days included."""
        self._own = first, last
        self.span.set_choices([*self._spans(), (OWN, days_text(first, last))])
        self.span.set_value([OWN])
        self.changed.emit()

    def choose(self, key: str, values: Iterable[object]) -> None:
        """As if they were chosen from a menu."""
        self._menu(key).set_value(values)
        self.changed.emit()

    def clear(self) -> None:
        """Of everything but the span."""
        for key in MENUS:
            self._menu(key).set_value(())
        self.changed.emit()

    @staticmethod
    def _kinds(others: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Those that every team begins with, and the team's own."""
        names = dict.fromkeys([*map(str, Category), *others])
        return [(name, category_word(name)) for name in names]

    def show_books(self, books: "Books") -> None:
        """What can be chosen; a filter that is remembered of another database goes."""
        before = self.wanted()
        services = [(each.id, each.name) for each in books.ledger.services if each.active]
        self._menu("service").set_choices(services)
        self._menu("team").set_choices(books.teams)
        if len(books.teams) < 2:
            self._menu("team").set_value(())  # it is not seen
        self.bar.chip("team").setVisible(len(books.teams) > 1)
        self._menu("category").set_choices(self._kinds(books.ledger.cases.categories))
        self._menu("tag").set_choices(books.tags)
        self.bar.chip("tag").setVisible(bool(books.tags))
        if self.wanted() != before:
            self.changed.emit()

    def span_words(self) -> str:
        """As the chip says it."""
        return self.span.text()

    def _remember(self) -> None:
        own = [day.isoformat() for day in self._own or ()]
        remember(self.bar, "metrics", KEPT, span=self._span, own=own)

    def _recall(self) -> None:
        kept = recall(self.bar, "metrics", KEPT)
        own = kept.get("category")
        kinds = [each for each in own if isinstance(each, str)] if isinstance(own, list) else []
        self._menu("category").set_choices(self._kinds(kinds))  # a team has kinds of its own
        self._menu("category").set_value(kinds)
        if kept.get("span") in SPANS:
            self._span = str(kept["span"])
        self.span.set_value([self._span])
        try:
            first, last = map(date.fromisoformat, kept.get("own") or ())
        except (TypeError, ValueError):
            return
        self._own = first, last
        self.span.set_choices([*self._spans(), (OWN, days_text(first, last))])
        self.span.set_value([OWN])

    def _tell(self) -> None:
        chosen = self.span.value()
        said = str(chosen[0]) if chosen else self._span
        if said == OWN and (not self._own or self.sender() is self.bar):
            if self._own is None:
                self._ask()
                return
        elif said in SPANS:
            self._own, self._span = None, said
        self.span.set_value([OWN if self._own else self._span])
        self.changed.emit()

    def _ask(self) -> None:
        self.span.set_value([self._span])
        popup = SpanPopup(self)
        popup.taken.connect(self._take)
        popup.closed.connect(popup.deleteLater)
        popup.open_below(self.span)

    def _take(self, days: tuple[date, date]) -> None:
        self.choose_days(*days)

    def window_of(self, first: date, last: date) -> "Window":
        """Whole days of the wall clock, both included."""
        from app.domain.moment import at_wall
        from app.domain.window import Window

        where = ZoneInfo(self._zone)
        after = last + timedelta(days=1)
        return Window(*(at_wall(datetime.combine(day, time()), where) for day in (first, after)))

    def _menu(self, key: str) -> MenuChip:
        chip = self.bar.chip(key)
        assert isinstance(chip, MenuChip)
        return chip

    def _spans(self) -> list[tuple[str, str]]:
        words = {
            "30 days": self.tr("Last 30 days"),
            "90 days": self.tr("Last 90 days"),
            "6 months": self.tr("Last 6 months"),
            "12 months": self.tr("Last 12 months"),
            "this month": self.tr("This month"),
            "last month": self.tr("Last month"),
            "this quarter": self.tr("This quarter"),
            "last quarter": self.tr("Last quarter"),
            "this year": self.tr("This year"),
            "last year": self.tr("Last year"),
        }
        return [*words.items(), (OWN, self.tr("Days of your own…"))]


def days_text(first: date, last: date) -> str:
    """From one day to another."""
    return f"{dated(first, OWN_DAY)} – {dated(last, OWN_DAY)}"
