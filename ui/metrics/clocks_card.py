"""An incident's clocks beside its timeline: when what happened, how long it took, and a way to
correct it with a reason."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.bridge import Bridge
from ui.language.moments import clock_word
from ui.language.sentence import capital, fault_words
from ui.metrics.words import NOTHING, lasting_text
from ui.theme import fonts
from ui.theme.space import XS, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.moment import DateTimeField
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, clear, row, set_margins
from ui.widgets.text import Text
from ui.widgets.when import exact_text, moment_text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.clock import ClockRow, ClockSheet
    from app.store import Store

WIDTH = 20  # ems


class ClocksCard(Card):
    """A side card of the incidents page."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Clocks"))
        self.setAccessibleName(self.tr("Clocks"))
        self._bridge = bridge
        self._number = self._of = 0  # asked for, and seen
        self.sheet: ClockSheet | None = None
        self.buttons: dict[str, Button] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(S)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(0, 1)
        self.add(self._grid)
        self.took = Text(look="small", wrap=True)
        self.add(self.took)
        bridge.changed.connect(self._hear)

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        self._number = number
        self._ask()

    def _ask(self) -> None:
        if self._number:
            work = partial(_read, number=self._number)
            show = partial(self._show, self._number)
            self._bridge.read(work, show, self._lost, key=(id(self), "clocks"))

    def _show(self, number: int, sheet: "ClockSheet") -> None:
        if (number, sheet) == (self._of, self.sheet):
            return
        self._of, self.sheet = number, sheet
        clear(self._grid)
        self.buttons.clear()
        now = self._now()
        for at, each in enumerate(sheet.clocks):
            self._line(at, each, now)
        told = (
            f"{name.upper()} {NOTHING if took is None else lasting_text(took.total_seconds())}"
            for name, took in sheet.figures.items()
        )
        self.took.setText(" · ".join(told))
        self.show()

    def _line(self, at: int, each: "ClockRow", now: datetime) -> None:
        label = Text(_label(each.label), "muted")
        words = moment_text(each.at, now) if each.at else NOTHING
        if each.correction is not None:
            words += " ✎"
        if each.name == "created_at":  # the one that nobody may set
            told = Text(words)
            set_margins(told, 2, 0, S, 0)
            self._grid.addWidget(label, at, 0)
            self._grid.addWidget(told, at, 1)
            return
        button = Button(words, "link", tip=self._tip(each), on_click=partial(self._open, each))
        button.setAccessibleName(self.tr("Correct %1: %2").replace("%1", clock_word(each.label))
                                 .replace("%2", words))  # fmt: skip
        label.setBuddy(button)
        self.buttons[each.name] = button
        self._grid.addWidget(label, at, 0)
        self._grid.addWidget(button, at, 1)

    def _tip(self, each: "ClockRow") -> str:
        lines = [exact_text(each.at)] if each.at else [self.tr("Not known")]
        if each.correction is not None:
            first = each.correction.first
            lines.append(
                self.tr("First: %1").replace("%1", exact_text(first) if first else NOTHING)
            )
            by = self.tr("Corrected by %1: %2").replace("%1", each.correction.by)
            lines.append(by.replace("%2", each.correction.why or NOTHING))
        return "\n".join(lines)

    def _open(self, each: "ClockRow") -> None:
        """Whatever is shown when it is answered: it is of this incident."""
        assert self.sheet is not None
        popup = ClockPopup(each, self._now(), self)
        popup.taken.connect(partial(self._correct, self._of, self.sheet.version, popup))
        popup.closed.connect(popup.deleteLater)
        popup.open_below(self.buttons[each.name], fonts.em() * WIDTH)
        popup.field.setFocus()

    def _correct(self, number: int, seen: int, popup: "ClockPopup", at: object, why: str) -> None:
        """At the version that is shown by now, unless somebody else corrected this very clock since
        the popup was opened: that is said once."""
        assert self.sheet is not None
        clock = popup.clock
        if self._of == number:
            seen, before = self.sheet.version, clock
            clock = next(each for each in self.sheet.clocks if each.name == clock.name)
            if clock.at != before.at:
                popup.overtaken(clock, self._now())
                return
        work = partial(_write, number=number, clock=clock.name, at=at, reason=why,
                       by=self._bridge.actor(), seen=seen)  # fmt: skip
        self._bridge.write(work, partial(self._done, popup), partial(self._refused, popup))

    def _done(self, popup: "ClockPopup", _version: object) -> None:
        popup.close()
        self._ask()

    def _refused(self, popup: "ClockPopup", fault: Exception) -> None:
        popup.complain(fault_words(fault))
        self._ask()

    def _lost(self, _fault: Exception) -> None:
        self.hide()

    def _hear(self, changes: "Changes") -> None:
        if changes.everything or self._number in changes.ids("incident"):
            self._ask()

    def _now(self) -> datetime:
        from datetime import UTC

        post = self._bridge.post
        return post.store.now() if post is not None else datetime.now(UTC)


class ClockPopup(PopupCard):
    """When, and why. `taken` carries both."""

    taken = Signal(object, str)

    def __init__(self, clock: "ClockRow", now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14)
        self.clock = clock
        self.setAccessibleName(self.tr("Correct %1").replace("%1", clock_word(clock.label)))
        zone = now.astimezone().tzinfo
        self.field = DateTimeField(zone) if zone else DateTimeField()
        self.field.setAccessibleName(_label(clock.label))
        if clock.at is not None:
            self.field.set_value(clock.at)
        self.why = QLineEdit()
        self.why.setPlaceholderText(self.tr("Such as: customers wrote at nine already"))
        self.why.setAccessibleName(self.tr("Why"))
        self.why.returnPressed.connect(self.take)
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        hint = Text(self.tr("The first value and your reason stay in the timeline."), "small",
                    wrap=True)  # fmt: skip
        save = Button(self.tr("Correct"), "primary", on_click=self.take)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close)
        self.body.setSpacing(S)
        for part in (Text(_label(clock.label), "strong"), self.field, Text(self.tr("Why"), "muted"),
                     self.why, hint, self.error):  # fmt: skip
            self.body.addWidget(part)
        self.body.addLayout(row(STRETCH, cancel, save))

    def take(self) -> None:
        """What is typed counts, also before the field was left."""
        self.field.editingFinished.emit()
        if not self.field.valid():
            self.complain(self.tr("Say it like 14:02, yesterday 9:00 or 20 min ago."))
        elif not self.why.text().strip():
            self.complain(self.tr("Say why, in a few words."))
        else:
            self.taken.emit(self.field.value(), self.why.text().strip())

    def overtaken(self, clock: "ClockRow", now: datetime) -> None:
        """It is another time by now; what is typed stays, and is what is kept the next time."""
        self.clock = clock
        words = self.tr("It was set to %1 meanwhile. Correct it again to keep yours.")
        self.complain(words.replace("%1", moment_text(clock.at, now) if clock.at else NOTHING))

    def complain(self, sentence: str) -> None:
        """Beside the fields."""
        self.error.setText(sentence)
        self.error.show()
        self.adjustSize()


def _label(label: str) -> str:
    return capital(clock_word(label))


def _read(store: "Store", number: int) -> "ClockSheet":
    from app.queries.clock import clocks

    return clocks(store, number)


def _write(store: "Store", **said: object) -> int:
    from app.operations.incident_clock import correct

    return correct(store, **said)  # type: ignore[arg-type]
