"""After an incident: how long follow-ups may take, and a language model that may help."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.kinds import Severity
from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.meanwhile import Meanwhile
from ui.settings import writes
from ui.theme.space import XL, M
from ui.widgets.button import Button
from ui.widgets.card import Card, Section
from ui.widgets.check import Check
from ui.widgets.duration import NumberField
from ui.widgets.field import Form, LineField
from ui.widgets.flow import flow, held
from ui.widgets.pill import Dot, SeverityPill
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.settings.reads import Learning


class LearningCard(Card):
    """Days by severity, and the model's address."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("After an incident"))
        self.setAccessibleName(self.tr("After an incident"))
        self._bridge = bridge
        self._days: dict[Severity, int] = {}
        self._found: Learning | None = None
        self._build_days()
        self.add(Line())
        self._build_model()

    def _build_days(self) -> None:
        self.add(Text(self.tr("Follow-ups without a day of their own are due so many days after "
                              "their incident was over."), "muted", wrap=True))  # fmt: skip
        self.fields: dict[Severity, NumberField] = {}
        days = []
        for each in Severity:
            field = NumberField(1, 1, 3650)
            words = self.tr("Days for %1").replace("%1", each.value)
            field.setAccessibleName(words)
            field.lineEdit().setAccessibleName(words)
            field.valueChanged.connect(self._typed)
            self.fields[each] = field
            days.append(held(column(SeverityPill(each.value), field, gap=4)))
        self.keep = Button(self.tr("Save days"), on_click=self.save_days)
        self.keep.setEnabled(False)
        self.add(flow(*days))
        self.wrong = Text(look="error", wrap=True)
        self.wrong.hide()
        self.add(self.wrong)
        self.days_meanwhile = Meanwhile(self._bridge)
        self.days_meanwhile.given_up.connect(self._leave_days)
        self.add(self.days_meanwhile)
        self.add(row(self.keep, STRETCH))

    def _build_model(self) -> None:
        part = Section(self.tr("Language model"))
        part.add(Text(self.tr("Drafts of reviews are made without one. If you give an address that "
                              "speaks as OpenAI does, of a provider or of your own machine, it can "
                              "suggest a section. You see every word before it leaves, and secrets "
                              "and personal data are masked."), "muted", wrap=True))  # fmt: skip
        self.dot, self.state = Dot(), Text(wrap=True)
        line = row(self.dot, self.state)
        line.setStretch(1, 1)
        part.add(line)
        self.setup = Button(self.tr("Set a model"), icon_name="sparkles", on_click=self.begin)
        self.replace = Button(self.tr("Change"), on_click=self.begin)
        self.remove = Button(self.tr("Remove"), "quiet", on_click=self.end)
        self.replace.setAccessibleName(self.tr("Change the language model"))
        self.remove.setAccessibleName(self.tr("Remove the language model"))
        part.add(flow(self.setup, self.replace, self.remove))
        self.form = Form()
        self.url, self.model = LineField("https://api.example.org/v1"), LineField("small-instruct")
        self.key = LineField()
        self.key.setEchoMode(LineField.EchoMode.Password)
        self.inside = Check(self.tr("It may be an address inside the house"))
        self.form.add("url", self.tr("Address"), self.url)
        self.form.add("model", self.tr("Model"), self.model)
        self.form.beside("url", "model")
        sealed = self.tr("It is sealed, and never shown again.")
        self.form.add("key", self.tr("Key"), self.key, sealed, optional=True)
        self.form.body.addWidget(self.inside)
        self.meanwhile = Meanwhile(self._bridge)
        self.meanwhile.given_up.connect(self.leave)
        self.form.body.addWidget(self.meanwhile)
        self.save = Button(self.tr("Save model"), "primary", on_click=self.save_it)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave)
        self.form.body.addLayout(row(STRETCH, cancel, self.save))
        for field in (self.url, self.model, self.key):
            field.returnPressed.connect(self.save_it)
        part.add(self.form)
        self.form.hide()
        self.add(part)

    def show_learning(self, found: "Learning") -> None:
        """As it is stored; what is typed stays."""
        untouched = self.form.isHidden() or not self._typed_model()
        self._found = found
        self._follow_days(found)
        on = bool(found.model)
        for part in (self.replace, self.remove):
            part.setVisible(on and self.form.isHidden())
        self.setup.setVisible(not on and self.form.isHidden())
        self.dot.show_mood("good" if on else "quiet")
        words = self.tr("%1 at %2 can be asked.").replace("%1", found.model)
        said = words.replace("%2", found.host) if on else self.tr("No language model is asked.")
        self.state.setText(said)
        if untouched:
            self.url.setText(found.url)
            self.model.setText(found.model)
            self.inside.setChecked(found.inside)
        to = self.tr("%1 at %2").replace("%1", found.model).replace("%2", found.host)
        self.meanwhile.hear(found.stand, to if on else "", not untouched)

    def save_days(self) -> None:
        """As the button does: those that were changed here, beside what others set since."""
        days = self._typed_days()
        act = partial(writes.set_days, days=days, by=self._bridge.actor(),
                      was=self.days_meanwhile.send())  # fmt: skip
        self._bridge.write(act, partial(self._days_saved, days), self._days_refused)

    def _follow_days(self, found: "Learning") -> None:
        """Fields in which nobody typed follow; what others made of one that is typed in is said."""
        mine = self._typed_days() if self.keep.isEnabled() else {}
        mine = {each: days for each, days in mine.items() if days != self._days.get(each)}
        theirs = {
            each: days
            for each, days in found.days.items()
            if days not in (self._days.get(each), mine.get(each))
        }
        to = ", ".join(f"{each.value}: {days}" for each, days in theirs.items())
        self._days |= {each: days for each, days in found.days.items() if each not in mine}
        self._put_days({**found.days, **mine})
        self.days_meanwhile.hear(found.days_stand, to, bool(theirs.keys() & mine.keys()))

    def _leave_days(self) -> None:
        """What is stored is taken."""
        self.keep.setEnabled(False)
        self.wrong.hide()
        if self._found is not None:
            self._follow_days(self._found)

    def _put_days(self, days: "Mapping[Severity, int]") -> None:
        for each, field in self.fields.items():
            field.blockSignals(True)
            field.setValue(days[each])
            field.blockSignals(False)

    def begin(self) -> None:
        """The form; what is stored stays until it is saved."""
        self.form.show_errors({})
        self.form.show()
        for part in (self.setup, self.replace, self.remove):
            part.hide()
        self.url.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back, and forget what was typed."""
        self.key.clear()
        self.meanwhile.hide()
        self.form.hide()
        if self._found is not None:
            self.show_learning(self._found)

    def save_it(self) -> None:
        """As the button does."""
        self.form.show_errors({})
        act = partial(
            writes.set_model, url=self.url.text().strip(), model=self.model.text().strip(),
            key=self.key.text().strip(), inside=self.inside.isChecked(), by=self._bridge.actor(),
            was=self.meanwhile.send(),
        )  # fmt: skip
        self._bridge.write(act, self._saved, self._refused)

    def _typed_model(self) -> bool:
        """Whether the form says something else than was stored when it was read."""
        found = self._found
        typed = self.url.text(), self.model.text(), self.inside.isChecked()
        stored = (found.url, found.model, found.inside) if found is not None else typed
        return typed != stored or bool(self.key.text())

    def end(self) -> None:
        """None is asked any more."""
        act = partial(writes.set_model, url="", model="", key="", inside=False,
                      by=self._bridge.actor(), was=self.meanwhile.stamp)  # fmt: skip
        self._bridge.write(act, None, self._bridge.failed.emit)

    def _typed_days(self) -> "dict[Severity, int]":
        return {each: field.value() for each, field in self.fields.items()}

    def _typed(self, _: int) -> None:
        self.keep.setEnabled(self._found is not None and self._typed_days() != self._days)

    def _days_saved(self, days: "dict[Severity, int]", stamp: str) -> None:
        self.wrong.hide()
        self._days = days
        self._typed(0)
        self.days_meanwhile.sent(stamp)

    def _days_refused(self, fault: Exception) -> None:
        if not self.days_meanwhile.refused(fault):
            self.wrong.setText(fault_words(fault))
            self.wrong.show()

    def _saved(self, stamp: str) -> None:
        self.meanwhile.sent(stamp)
        self.leave()

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if self.meanwhile.refused(fault):
            return
        if isinstance(fault, Refused):
            left = self.form.show_errors({fault.field or "url": fault_words(fault)})
            if left:
                self.form.show_errors({"url": left[0]})
        else:
            self._bridge.failed.emit(fault)
