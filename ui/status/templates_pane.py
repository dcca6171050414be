"""Templates of updates: the text with its variables, and how it reads for the newest incident."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from models.kinds import Stage
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.language.sentence import fault_words, worded
from ui.status import reads, writes
from ui.status.pane import Pane
from ui.status.reads import Desk
from ui.status.words import stages
from ui.theme import fonts
from ui.theme.space import L
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.field import Field, LineField, TextField
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.update_template import TemplateRow

    Said = tuple[str, str, Stage | None, bool]

PAUSE = 300  # ms after a key


class TemplatesPane(Pane):
    """One at a time."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._shown: TemplateRow | None = None
        self._mine: Said | None = None  # as it was saved here last
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._try)
        self._build()

    def _build(self) -> None:
        from app.notify.update_text import VARIABLES

        self.choose, self.stage = Picker(), Picker(self.tr("Any"), clearable=True)
        self.choose.chosen.connect(self._open)
        self.name, self.text = LineField(), TextField(least=7, most=16)
        self.public = Check(self.tr("Its words are for customers"))
        self.text.textChanged.connect(self._timer.start)
        meant = {name: worded(words) for name, words in VARIABLES.items()}
        listed = "\n".join(f"{{{{ {name} }}}}  {words}" for name, words in meant.items())
        self.preview = QPlainTextEdit(readOnly=True)
        self.preview.setAccessibleName(self.tr("How it reads"))
        self.preview.setMinimumHeight(round(fonts.em() * 8))
        self.keep = Button(self.tr("Save template"), "primary", on_click=self.save)
        self.drop = Button(self.tr("Remove"), "quiet", on_click=self.remove)
        new = Button(self.tr("New template"), icon_name="plus", on_click=self.begin)
        card = Card(self.tr("Template"))
        choice = row(self.choose, new)
        choice.setStretch(0, 1)  # names are as long as a sentence
        card.add(choice)
        card.add(row(Field(self.tr("Name"), self.name),
                     Field(self.tr("For the stage"), self.stage, optional=True),
                     gap=L))  # fmt: skip
        card.add(Field(self.tr("Text"), self.text))
        card.add(row(self.public, STRETCH, self.drop, self.keep))
        head = QVBoxLayout()
        card.section.body.insertLayout(0, head)
        self.keeper = FieldsKeeper(
            self._bridge, "template", head,
            self.name, self.stage, self.text, self.public, owner=self,
        )  # fmt: skip
        reads_so = Card(self.tr("How it reads for the newest incident"))
        reads_so.add(self.preview)
        words = Card(self.tr("Variables"))
        words.add(Text(self.tr("Written between two pairs of braces, they are filled in when an "
                               "update begins."), "muted", wrap=True))  # fmt: skip
        words.add(Text(listed, "small", wrap=True, selectable=True))
        line = row(column(card, STRETCH), column(reads_so, words, STRETCH, gap=L), gap=L)
        line.setStretch(0, 5)
        line.setStretch(1, 4)
        self.add(line)
        self.body.addStretch(1)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored; what is being written stays, and that a colleague was faster is said."""
        super().show_desk(desk)
        hints = {True: self.tr("shipped"), False: ""}
        self.choose.set_choices(
            [Choice(each.name, each.name, hints[each.id is None]) for each in desk.templates]
        )
        if self._shown is None and desk.templates and not self.name.text():
            self._open(desk.templates[0].name)
        name = self.name.text().strip()
        now = next((each for each in desk.templates if each.name == name), None)
        if now == self._shown:
            return
        if now is None:
            self._lost(name)
            return
        if _said_by(now) in (self._mine, self._said()):
            self._shown = now
            self.drop.setVisible(now.id is not None)
        elif self._shown is not None and self._said() == _said_by(self._shown):
            self._open(name)
        elif self._shown is not None and self._shown.name == name:
            self._shown = now
            words = self.tr("Somebody changed this template meanwhile. Save keeps yours.")
            self.error.setText(words)
            self.error.show()

    def begin(self) -> None:
        """An empty one."""
        self._shown = None
        self.keeper.end()
        self.choose.set_value(None)
        for field in (self.name, self.text):
            field.clear()
        self.stage.set_choices(stages())
        self.stage.set_value(None)
        self.public.setChecked(True)
        self.drop.hide()
        self.keeper.begin(None)
        self.name.setFocus()

    def save(self) -> None:
        """What its button does."""
        name, text, stage, public = self._said()
        shown = self._shown
        seen = (shown.version or 0) if shown is not None and shown.name == name else None
        words, then = self.tr("Saved %1").replace("%1", name), partial(self._saved, self._said())
        self.act(writes.save_template, words, then, name=name, text=text, stage=stage,
                 public=public, seen=seen)  # fmt: skip

    def _saved(self, said: "Said") -> None:
        """What is read of it so is no news."""
        self._mine = said
        self.keeper.saved_as(said[0])

    def _said(self) -> "Said":
        """As it stands in the fields."""
        stage = cast("Stage | None", self.stage.value())
        return self.name.text().strip(), self.text.text(), stage, self.public.isChecked()

    def _lost(self, name: str) -> None:
        """The one that is shown is not there any more."""
        shown = self._shown
        if shown is None or shown.name != name:
            return
        typed, self._shown = self._said() != _said_by(shown), None
        if typed:
            words = self.tr("Somebody took this template out meanwhile. Save adds it again.")
            self.error.setText(words)
            self.error.show()
        elif self.desk is not None and self.desk.templates:
            every = self.desk.templates
            twins = [each for each in every if shown.stem and each.stem == shown.stem]
            self._open((*twins, *every)[0].name)  # it may have its name in another language now

    def remove(self) -> None:
        """A shipped one shows again as it was shipped."""
        shown = self._shown
        if shown is not None:
            self.keeper.forget()
            self._open(shown.name)  # what was typed goes with it
            words = self.tr("Removed %1").replace("%1", shown.name)
            self.act(writes.remove_template, words, name=shown.name, seen=shown.version)

    def _open(self, name: object) -> None:
        found = [each for each in self.desk.templates if each.name == name] if self.desk else []
        if not found:
            return
        self._shown = found[0]
        self.keeper.end()
        self.choose.set_value(found[0].name)
        self.name.setText(found[0].name)
        self.text.setPlainText(found[0].text)
        self.stage.set_choices(stages())
        self.stage.set_value(found[0].stage)
        self.public.setChecked(found[0].public)
        self.drop.setVisible(found[0].id is not None)
        self.keeper.begin(found[0].name)

    def _try(self) -> None:
        question = partial(reads.tried, text=self.text.text())
        self._bridge.read(question, self._show, self._wrong, key=(id(self), "tried"))

    def _show(self, text: str) -> None:
        self.preview.setPlainText(text or self.tr("There is no incident yet to try it on."))
        self.keep.setEnabled(bool(self.text.text()))

    def _wrong(self, fault: Exception) -> None:
        self.preview.setPlainText(fault_words(fault))
        self.keep.setEnabled(False)


def _said_by(found: "TemplateRow") -> "Said":
    """As it would stand in the fields."""
    return found.name, found.text.strip(), found.stage, found.public
