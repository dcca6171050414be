"""One integration: where its sender must post, how it fares, another key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language.numbers import counted
from ui.language.sentence import fault_words, worded
from ui.services.columns import Words
from ui.services.pace import MOODS, LifeWords, PaceFields
from ui.theme.space import S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.flow import flow
from ui.widgets.paste_line import PasteLine
from ui.widgets.pill import Dot
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import ElidedLabel, Text, set_flag
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from ui.services.reads import Sender


class SenderView(QWidget):
    """`renewed` and `removed` after the user said yes; `asked` carries the question's bar. `paced`:
    how often a heartbeat is to be heard; `failed` carries a fault that belongs to no field.
    `guide_wanted`: the page about its format; `trial_wanted`: a test alert, through its address."""

    failed = Signal(object)
    guide_wanted = Signal(str)
    trial_wanted = Signal(object)
    paced = Signal(object, object, object)
    renewed = Signal(object)
    removed = Signal(object)
    asked = Signal(object)

    def __init__(self, sender: "Sender", now: "datetime", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = sender
        self.pace: PaceFields | None = None
        self._build()
        self.hear(sender, now)
        self.setAccessibleName(sender.row.name)

    def hear(self, sender: "Sender", now: "datetime") -> None:
        """How it fares by now; what was opened in it stays open."""
        self.told = sender
        told = sender.row
        self.health.setText(self._health(now))
        self.health.setVisible(bool(self.health.text()))
        set_flag(self.health, "look", "small" if told.last_at else "warn")
        if told.life is not None:
            words = LifeWords()
            self.dot.show_mood(MOODS[told.life.state])
            self.state.setText(f"{words.state(told.life, now)} · {words.pace(told.life)}")
            unheard = self.tr("Nobody is paged before it was heard for the first time.")
            self.state.setToolTip(told.life.note if told.life.heard_at else unheard)

    def go_on(self, before: "SenderView") -> None:
        """Its times are typed on here; that others set them meanwhile is said."""
        life, was = self.told.row.life, before.told.row.life
        if before.pace is None or life is None or was is None:
            return
        typed, changed = before.pace.pace(), life.pace != was.pace
        if changed and typed == (life.pace.every, life.pace.grace):
            return  # that is stored by now
        self._ask_pace()
        if typed != (was.pace.every, was.pace.grace) and self.pace is not None:
            self.pace.take(before.pace)
            if changed:
                words = self.tr("Somebody set it to “%1” meanwhile. Save keeps yours.")
                self._meanwhile.setText(words.replace("%1", LifeWords().pace(life)))
                self._meanwhile.show()

    def _build(self) -> None:
        told = self.told.row
        self._asking = QVBoxLayout()
        renew = Button(self.tr("Renew key"), "link", on_click=self._ask_renew)
        remove = Button(self.tr("Remove"), "link", on_click=self._ask_remove)
        pace = Button(self.tr("Change times"), "link", on_click=self._ask_pace)
        if told.life is None:
            pace.hide()
        self.test = Button(self.tr("Send a test alert"), "link", on_click=self._ask_trial)
        if not told.tried:
            self.test.hide()  # never `show` what has no parent yet: it would be a window
        steps = Button(self.tr("How to set it up"), "link", on_click=self._explain)
        for button in (self.test, steps, pace, renew, remove):
            button.setAccessibleName(f"{button.text()}: {told.name}")
        head = flow(Text(told.name, "strong"), Text(Words().format(told.format), "small"))
        lines = (PasteLine(worded(each.label), each.value) for each in self.told.addresses)
        self.health = ElidedLabel("", "small")
        acts = flow(self.health, self.test, steps, pace, renew, remove)
        self.dot, self.state = Dot(), Text(wrap=True)
        state = row(self.dot, self.state, gap=S)
        state.setStretch(1, 1)
        life = [state] if told.life else []
        layout = column(head, *life, *lines, acts, self._asking, gap=S)
        self.setLayout(layout)

    def _ask_trial(self) -> None:
        words = self.tr("It opens an incident and pages whoever is on call.")
        self._ask(words, self.tr("Send it"), self._try, "primary")

    def _try(self) -> None:
        self._forget()
        self.test.setEnabled(False)
        self.trial_wanted.emit(self)

    def tried(self, base: str) -> None:
        """An engine took the test alert; whoever is on call is paged by it."""
        self._tell_trial(
            self.tr("The engine at %1 took the test alert.").replace("%1", base), "good"
        )

    def not_tried(self, fault: Exception) -> None:
        """No engine took it."""
        self._tell_trial(fault_words(fault), "error")

    def _tell_trial(self, words: str, look: str) -> None:
        self.test.setEnabled(True)
        self._forget()
        said = Text(words, look, wrap=True)
        self._asking.addWidget(said)
        self.asked.emit(said)

    def _explain(self) -> None:
        self.guide_wanted.emit(f"senders/{self.told.row.format.value}")

    def _health(self, now: "datetime") -> str:
        told = self.told.row
        if told.last_at is None and not told.refused:
            return "" if told.life else self.tr("Nothing was heard yet")
        counts = self.tr("%1 taken · %2 dropped · %3 refused")
        figures = {"%1": told.accepted, "%2": told.dropped, "%3": told.refused}
        for mark, count in figures.items():
            counts = counts.replace(mark, counted(count))
        if told.last_at is None or told.life:
            return counts
        return f"{ago_text(told.last_at, now)} · {counts}"

    def _ask_pace(self) -> None:
        """The two durations, to be changed."""
        life = self.told.row.life
        if life is None:
            return
        clear(self._asking)
        self.pace = PaceFields()
        self.pace.show_pace(life.pace.every, life.pace.grace)
        self._meanwhile = Text(look="warn", wrap=True)
        self._meanwhile.hide()
        self.pace.body.addWidget(self._meanwhile)
        keep = Button(self.tr("Save times"), "plain", on_click=self._pace)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self._forget)
        self.pace.body.addLayout(row(STRETCH, cancel, keep))
        self._asking.addWidget(self.pace)
        self.asked.emit(self.pace)

    def _pace(self) -> None:
        if self.pace is not None and not self.pace.wrong():
            self.paced.emit(self, *self.pace.pace())

    def paced_now(self, _ident: int) -> None:
        """The times are stored."""
        self._forget()

    def refuse(self, fault: Exception) -> None:
        """Why they are not, beside the field."""
        from app.errors import Conflict, Refused

        if self.pace is None:
            self.failed.emit(fault)
        elif isinstance(fault, Refused) and fault.field in self.pace.fields:
            self.pace.show_errors({fault.field: fault_words(fault)})
        elif isinstance(fault, Conflict):
            self._meanwhile.setText(fault_words(fault))
            self._meanwhile.show()
        else:
            self.failed.emit(fault)

    def _ask_renew(self) -> None:
        words = self.tr("The old key stops working at once; the sender needs the new one.")
        self._ask(words, self.tr("Renew key"), self._renew)

    def _ask_remove(self) -> None:
        words = self.tr("What it sends is refused from then on; its alerts stay.")
        self._ask(words, self.tr("Remove"), self._remove)

    def _ask(self, words: str, act: str, yes: Callable[[], object], kind: str = "danger") -> None:
        self._forget()
        bar = Bar("", words, "warn")
        bar.add_action(act, yes, kind)
        bar.closed.connect(self._forget)
        self._asking.addWidget(bar)
        self.asked.emit(bar)

    def _forget(self) -> None:
        self.pace = None
        clear(self._asking)

    def _renew(self) -> None:
        self.renewed.emit(self.told)

    def _remove(self) -> None:
        self.removed.emit(self.told)
