"""One condition of a workflow as a line that reads like a sentence."""

from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.condition import (
    Comparison,
    Condition,
    During,
    Not,
    Operator,
    Rate,
    Same,
    words,
)
from app.domain.workflow import BY_CLOCK, Trigger
from app.domain.workflow_fact import FIELDS, OWN, Sort, sort_of
from app.domain.workflow_words import WHEN
from ui.language.sentence import worded
from ui.theme import fonts
from ui.theme.space import XS, S
from ui.widgets.button import IconButton
from ui.widgets.choices import Choice
from ui.widgets.duration import DurationField, NumberField
from ui.widgets.field import LineField
from ui.widgets.hours import HoursList
from ui.widgets.menu import DropDown
from ui.widgets.multi import MultiPicker
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.workflows.offer import Offer, values

How = tuple[Operator, bool]  # whether it is turned round
KNOWN = (Sort.WORD, Sort.YES, Sort.PERSON, Sort.SERVICE, Sort.TEAM, Sort.CATEGORY)
SET = ((Operator.EMPTY, True), (Operator.EMPTY, False))


class Entry(Protocol):
    """Any line."""

    changed: Signal
    dropped: Signal

    def value(self) -> Condition | None:
        """None while it says nothing."""
        ...


BESIDE = 31  # ems from which the values stand beside their field
WHOLE, LEAST = 22, 17  # ems from which field and comparison have all their room, and the fewest


class FieldEntry(QWidget):
    """`[severity] [is] [SEV1 or SEV2]`."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, test: Condition, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._build()
        self._show(test)
        self.field.chosen.connect(self._turn)
        self.how.currentIndexChanged.connect(self._tell)
        self.several.changed.connect(self._tell)
        self.text.textEdited.connect(self._tell)

    def _build(self) -> None:
        self.field = Picker(self.tr("What of it?"))
        own = [f"{OWN}{name}" for name in self._offer.fields]
        fields = [Choice(each, worded(each)) for each in FIELDS]
        self.field.set_choices([*fields, *(Choice(each, each) for each in own)])
        self.field.setAccessibleName(self.tr("Field"))
        self.how = DropDown()
        self.how.setAccessibleName(self.tr("Comparison"))
        self.several = MultiPicker(self.tr("Which?"))
        self.text = LineField(self.tr("What?"))
        self.several.setAccessibleName(self.tr("Value"))
        self.text.setAccessibleName(self.tr("Value"))
        self._values = QStackedWidget()
        for each in (self.several, self.text, QWidget()):
            self._values.addWidget(each)
        cross = IconButton("x", self.tr("Take this out"), on_click=self.dropped.emit)
        self._line = row(row(self.field, self.how, STRETCH), self._values, gap=S)
        self._line.setStretch(1, 1)
        layout = row(self._line, cross, gap=S)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the values have a line of their own."""
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Less than what is shown now: see `_fold`."""
        return QSize(fonts.em() * LEAST, super().minimumSizeHint().height())

    def _fold(self) -> None:
        ways, beside = QBoxLayout.Direction, self.width() >= fonts.em() * BESIDE
        whole = self.width() >= fonts.em() * WHOLE
        self.field.setFixedWidth(round(fonts.em() * (10 if whole else 7.5)))
        self.how.setFixedWidth(round(fonts.em() * (9 if whole else 6.5)))
        self._line.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def value(self) -> Condition | None:
        """What the line says."""
        operator, turned = self._how()
        field = self._name()
        if operator is Operator.EMPTY:
            return Comparison(field, operator, ("no" if turned else "yes",)) if field else None
        found = self._said()
        if not field or not found:
            return None
        test = Comparison(field, operator, found)
        return Not(test) if turned else test

    def _how(self) -> How:
        found = self.how.value()
        return found if isinstance(found, tuple) else (Operator.IS, False)

    def _said(self) -> tuple[str, ...]:
        if self._values.currentWidget() is self.several:
            return tuple(map(str, self.several.value()))
        return (self.text.text().strip(),) if self.text.text().strip() else ()

    def _show(self, condition: Condition) -> None:
        turned = isinstance(condition, Not)
        test = condition.part if isinstance(condition, Not) else condition
        assert isinstance(test, Comparison)
        if test.operator is Operator.EMPTY:
            turned = test.values[:1] == ("no",)
        self.field.set_value(test.field or None)
        self._offer_hows()
        self.how.set_value((test.operator, turned))
        self._fit()
        if self._values.currentWidget() is self.several:
            self.several.set_value(test.values)
        else:
            self.text.setText(", ".join(test.values))

    def _turn(self, _: object = None) -> None:
        self._offer_hows()
        self.several.set_value(())
        self.text.setText("")
        self._tell()

    def _tell(self, _: object = None) -> None:
        self._fit()
        self.changed.emit()

    def _sort(self) -> Sort:
        return sort_of(self._name(), self._offer.fields) or Sort.TEXT

    def _name(self) -> str:
        found = self.field.value()
        return "" if found is None else str(found)

    def _offer_hows(self) -> None:
        both = [((Operator.IS, False), self.tr("is")), ((Operator.IS, True), self.tr("is not"))]
        there = [(SET[0], self.tr("is set")), (SET[1], self.tr("is not set"))]
        texts = [
            ((Operator.CONTAINS, False), self.tr("contains")),
            ((Operator.CONTAINS, True), self.tr("does not contain")),
            ((Operator.STARTS_WITH, False), self.tr("starts with")),
            ((Operator.ENDS_WITH, False), self.tr("ends with")),
            ((Operator.MATCHES, False), self.tr("matches")),
        ]
        beyond = [
            ((Operator.GREATER, False), self.tr("is more than")),
            ((Operator.LESS, False), self.tr("is less than")),
        ]
        worse = [
            ((Operator.GREATER, False), self.tr("is worse than")),
            ((Operator.LESS, False), self.tr("is milder than")),
        ]
        offered = {
            Sort.TEXT: [*texts, *both, *there],
            Sort.NUMBER: [*beyond, *both],
            Sort.LENGTH: beyond,
            Sort.YES: both[:1],
        }.get(self._sort(), [*both, *there])
        if self.field.value() == "severity":
            offered = [*both, *worse]
        self.how.fill([(key, text) for key, text in offered])

    def _fit(self) -> None:
        """Chips where there is something to choose from, a line where not, nothing for `is set`."""
        operator, _ = self._how()
        field = self._name()
        sort = self._sort()
        choices = values(field if sort is Sort.WORD else sort.value, self._offer)
        chosen = sort in KNOWN and operator in (Operator.IS, Operator.GREATER, Operator.LESS)
        if chosen:
            self.several.set_choices(choices)
        at = 2 if operator is Operator.EMPTY else 0 if chosen else 1
        self._values.setCurrentIndex(at)
        self.text.setPlaceholderText(self.tr("such as 30m") if sort is Sort.LENGTH else "")


class HoursEntry(QWidget):
    """`it is [Mo Tu ...] [22:00] – [07:00] (Europe/Madrid)`."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, during: During, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = HoursList()
        self.hours.set_value(during.windows)
        self.zone = LineField("Europe/Madrid")
        self.zone.setText(during.time_zone)
        self.zone.setAccessibleName(self.tr("Time zone"))
        self.zone.setMaximumWidth(fonts.em() * 12)
        self.hours.changed.connect(self._tell)
        self.zone.textEdited.connect(self._tell)
        cross = IconButton("x", self.tr("Take this out"), on_click=self.dropped.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        lead = Text(self.tr("it is within these hours, by the clock of"))
        layout.addLayout(row(lead, self.zone, STRETCH, cross, gap=S))
        layout.addWidget(self.hours)

    def value(self) -> Condition | None:
        """None while no hours make sense."""
        windows = self.hours.value()
        return During(tuple(windows), self.zone.text().strip() or "UTC") if windows else None

    def _tell(self, _: object = None) -> None:
        self.changed.emit()


class RateEntry(QWidget):
    """`[a further alert joins it] [10] times in [5m] [here]`."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, rate: Rate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.of = Picker(self.tr("What?"))
        plain = [each for each in Trigger if each not in BY_CLOCK and each is not Trigger.BY_HAND]
        self.of.set_choices(
            [Choice(each.value, worded(WHEN[each]), words=worded(each.value)) for each in plain]
        )
        self.of.set_value(rate.of)
        self.of.setAccessibleName(self.tr("What happens"))
        self.count = NumberField(rate.at_least, 1, 10_000)
        self.count.setAccessibleName(self.tr("How often"))
        self.within = DurationField(rate.within)
        self.within.setFixedWidth(fonts.em() * 5)
        self.within.setAccessibleName(self.tr("Within"))
        self.same = DropDown()
        self.same.setAccessibleName(self.tr("Where"))
        self.same.fill([
            (Same.INCIDENT, self.tr("in this incident")),
            (Same.SERVICE, self.tr("on this service")),
            (Same.ANY, self.tr("anywhere")),
        ])  # fmt: skip
        self.same.set_value(rate.same)
        self.of.chosen.connect(self._tell)
        self.count.valueChanged.connect(self._tell)
        self.within.textEdited.connect(self._tell)
        self.same.currentIndexChanged.connect(self._tell)
        cross = IconButton("x", self.tr("Take this out"), on_click=self.dropped.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        first = row(self.of, cross, gap=S)
        first.setStretch(0, 1)
        layout.addLayout(first)
        layout.addLayout(
            row(self.count, Text(self.tr("times or more in")), self.within, self.same, STRETCH,
                gap=S)
        )  # fmt: skip

    def value(self) -> Condition | None:
        """None while the time is none."""
        within = self.within.value()
        if within is None or self.of.value() is None:
            return None
        same = Same(str(self.same.value()))
        return Rate(str(self.of.value()), self.count.value(), within, same)

    def _tell(self, _: object = None) -> None:
        self.changed.emit()


class FixedEntry(QWidget):
    """What is nested deeper than lines can show: it stays as it is, or goes."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, condition: Condition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._condition = condition
        cross = IconButton("x", self.tr("Take this out"), on_click=self.dropped.emit)
        said = Text(worded(words(condition)), wrap=True)
        said.setToolTip(self.tr("This is nested; the workspace file can change it."))
        layout = row(said, cross, gap=S)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def value(self) -> Condition | None:
        """As it was."""
        return self._condition


def entry_of(condition: Condition, offer: Offer) -> QWidget:
    """The line that can show a condition."""
    test = condition.part if isinstance(condition, Not) else condition
    if isinstance(test, Comparison) and (test.operator is not Operator.EMPTY or test is condition):
        return FieldEntry(condition, offer)
    if isinstance(condition, During):
        return HoursEntry(condition)
    if isinstance(condition, Rate):
        return RateEntry(condition)
    return FixedEntry(condition)


FIRST = Rate(Trigger.ALERT.value, 10, timedelta(minutes=5))
