"""Planned maintenance: what is coming, what is under way, and the form that plans more."""

from functools import partial
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.status import writes
from ui.status.pane import Pane
from ui.status.reads import Desk
from ui.theme.space import M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.empty import EmptyState
from ui.widgets.field import Form, LineField, TextField
from ui.widgets.moment import DateTimeField
from ui.widgets.multi import MultiPicker
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text
from ui.widgets.when import moment_text


class WorksPane(Pane):
    """A card each."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._build_form()
        self.empty = EmptyState(
            "wrench",
            self.tr("Planned work stands on the page before it begins."),
            self.tr("It begins and ends by itself, and subscribers hear of it each time."),
        )
        self.empty.add_action(self.tr("Plan maintenance"), self.begin, "primary", "plus")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self.add(self.empty)
        self.add(self._lines)
        self.body.addStretch(1)

    def _build_form(self) -> None:
        self.form = Form()
        self.name, self.text = LineField(), TextField(least=2)
        self.start, self.end = DateTimeField(), DateTimeField()
        self.parts = MultiPicker(self.tr("Add a part of the page"))
        self.announce = Check(self.tr("Tell subscribers now"))
        self.announce.setChecked(True)
        self.form.add("title", self.tr("What will be done"), self.name)
        self.form.add("starts_at", self.tr("From"), self.start)
        self.form.add("ends_at", self.tr("Until"), self.end)
        self.form.beside("starts_at", "ends_at")
        self.form.add("parts", self.tr("What it touches"), self.parts, optional=True)
        self.form.add("text", self.tr("What readers should know"), self.text, optional=True)
        self.form.body.addWidget(self.announce)
        self.keeper = FieldsKeeper(
            self._bridge, "work", self.form.body,
            self.name, self.start, self.end, self.parts, self.text, self.announce, owner=self,
        )  # fmt: skip
        keep = Button(self.tr("Plan it"), "primary", on_click=self.save)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close_form)
        self.form.body.addLayout(row(STRETCH, cancel, keep))
        self.card = Card(self.tr("Maintenance"))
        self.card.add(self.form)
        self.card.hide()
        self.add(self.card)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored."""
        super().show_desk(desk)
        self.parts.set_choices([Choice(each.id, each.name) for each in desk.rows])
        clear(self._lines)
        now = desk.board.now
        for ident, title, start, end in desk.works:
            begun = start <= now
            words = self.tr("Under way, until %1") if begun else self.tr("%2 until %1")
            words = words.replace("%1", moment_text(end, now))
            card = Card()
            stop = Button(self.tr("End it now") if begun else self.tr("Cancel it"))
            stop.setAccessibleName(f"{stop.text()}: {title}")
            stop.clicked.connect(partial(self._end, ident, title))
            said = Text(words.replace("%2", moment_text(start, now)), "small")
            card.add(row(column(Text(title, "strong"), said, gap=0), STRETCH, stop))
            self._lines.addWidget(card)
        self.empty.setVisible(not desk.works and self.card.isHidden())

    def begin(self) -> None:
        """An empty form."""
        self.keeper.end()
        for field in (self.name, self.text):
            field.clear()
        self.keeper.begin(None)
        self.empty.hide()
        self.card.show()
        self.name.setFocus()

    def close_form(self) -> None:
        """Back to the list."""
        self.keeper.leave()
        self.card.hide()
        self.empty.setVisible(self.desk is not None and not self.desk.works)

    def save(self) -> None:
        """What its button does."""
        from app.operations.maintenance import Planned

        start, end = self.start.value(), self.end.value()
        wrong = {} if start else {"starts_at": self.tr("When does it begin?")}
        wrong |= {} if end else {"ends_at": self.tr("When does it end?")}
        self.form.show_errors(wrong)
        if start is None or end is None:
            return
        planned = Planned(
            self.name.text(), start, end, self.text.text(),
            tuple(cast(int, each) for each in self.parts.value()),
            announce=self.announce.isChecked(),
        )  # fmt: skip
        self.act(writes.plan, self.tr("Planned"), self.close_form, planned=planned)

    def _end(self, ident: int, title: str, _on: bool = False) -> None:
        self.act(writes.end_work, self.tr("%1 is over").replace("%1", title), ident=ident)
