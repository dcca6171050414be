"""The components: how each is, its ninety days, and the form that adds or changes one."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds_status import ComponentState
from ui.bridge import Bridge
from ui.keeper import FieldsKeeper
from ui.status import writes
from ui.status.bars import Bars
from ui.status.pane import Pane
from ui.status.reads import Desk
from ui.status.words import percent, state_word, states
from ui.theme.space import M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choices import Choice
from ui.widgets.empty import EmptyState
from ui.widgets.field import Form, LineField
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.component import ComponentRow
    from app.queries.status_public import Line


class PartsPane(Pane):
    """A card each."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._open: ComponentRow | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(M)
        self._build_form()
        self.empty = EmptyState(
            "radio",
            self.tr("The status page tells customers how your services are doing."),
            self.tr("Begin with the parts they know by name: the shop, the log-in, the payments."),
        )
        self.empty.add_action(self.tr("Add the first part"), self.begin, "primary", "plus")
        self.add(self.empty)
        self.add(self._lines)
        self.body.addStretch(1)

    def _build_form(self) -> None:
        self.form = Form()
        self.name, self.group, self.about = LineField(), LineField(), LineField()
        self.service = Picker(self.tr("None"), clearable=True)
        self.form.add("name", self.tr("Name"), self.name, self.tr("As customers call it."))
        self.form.add("group", self.tr("Heading"), self.group, self.tr("It stands below it."),
                      optional=True)  # fmt: skip
        self.form.add("service", self.tr("Your service behind it"), self.service,
                      self.tr("Its incidents propose this part."), optional=True)  # fmt: skip
        self.form.add("description", self.tr("A sentence about it"), self.about, optional=True)
        self.form.beside("name", "group")
        self.form.beside("service", "description")
        self.main = Check(self.tr("The first page shows it"))
        self.main.setToolTip(self.tr("Else only further pages that name it: see The page."))
        self.form.body.addWidget(self.main)
        self.keeper = FieldsKeeper(
            self._bridge, "part", self.form.body,
            self.name, self.group, self.service, self.about, self.main, owner=self,
        )  # fmt: skip
        keep = Button(self.tr("Save"), "primary", on_click=self.save)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.close_form)
        self.form.body.addLayout(row(STRETCH, cancel, keep))
        self.card = Card(self.tr("A part of the page"))
        self.card.add(self.form)
        self.card.hide()
        self.add(self.card)

    def show_desk(self, desk: Desk) -> None:
        """As it is stored."""
        super().show_desk(desk)
        self.service.set_choices([Choice(name, name) for name in desk.services])
        clear(self._lines)
        lines = {each.id: each for each in desk.lines}
        for place, each in enumerate(desk.rows):
            if each.id in lines:
                self._lines.addWidget(self._card(each, lines[each.id], place, len(desk.rows)))
        self.empty.setVisible(not desk.rows and self.card.isHidden())

    def begin(self) -> None:
        """An empty form."""
        self._fill(None)

    def close_form(self) -> None:
        """Back to the list."""
        self.keeper.leave()
        self.card.hide()
        self.empty.setVisible(self.desk is not None and not self.desk.rows)

    def save(self) -> None:
        """What its button does."""
        from app.domain.workspace import ComponentSpec

        spec = ComponentSpec(
            self.name.text().strip(),
            self.group.text().strip(),
            cast("str | None", self.service.value()),
            self.about.text().strip(),
            self.main.isChecked(),
        )
        was = self._open
        words = self.tr("Saved %1").replace("%1", spec.name)
        self.act(writes.save_component, words, self.close_form, spec=spec,
                 ident=was.id if was else None, seen=was.version if was else None)  # fmt: skip

    def _fill(self, each: "ComponentRow | None", _on: bool = False) -> None:
        self._open = each
        self.keeper.end()
        self.name.setText(each.name if each else "")
        self.group.setText(each.group if each else "")
        self.about.setText(each.description if each else "")
        self.main.setChecked(each is None or each.main)
        self.service.set_value((each.service or None) if each else None)
        self.keeper.begin(each.id if each else None)
        self.empty.hide()
        self.card.show()
        self.name.setFocus()
        self.ensureWidgetVisible(self.card)

    def _card(self, each: "ComponentRow", line: "Line", place: int, count: int) -> QWidget:
        made = Card(gap=S)
        made.setAccessibleName(each.name)
        aside = "" if each.main else self.tr("not on the first page")
        about = " · ".join(part for part in (each.group, each.service, aside) if part)
        state = Picker()
        state.setAccessibleName(self.tr("State of %1").replace("%1", each.name))
        state.set_choices(states())
        state.set_value(each.said)
        state.chosen.connect(partial(self._say, each.id, each.name))
        edit = IconButton("pencil", self.tr("Change %1").replace("%1", each.name))
        edit.clicked.connect(partial(self._fill, each))
        up = IconButton("arrow-up", self.tr("Move %1 up").replace("%1", each.name))
        up.clicked.connect(partial(self._move, place))
        up.setEnabled(place > 0)
        gone = IconButton("trash-2", self.tr("Take %1 off the page").replace("%1", each.name))
        gone.clicked.connect(partial(self._remove, each))
        head = column(Text(each.name, "strong"), *([Text(about, "small")] if about else []), gap=0)
        made.add(row(head, STRETCH, state, up, edit, gone))
        made.add(Bars(line.bars, each.name))
        up_words = self.tr("%1 up").replace("%1", percent(line.uptime))
        share = Text(up_words if line.uptime is not None else self.tr("no data yet"), "small")
        ends = Text(self.tr("90 days ago"), "small"), Text(self.tr("today"), "small")
        made.add(row(ends[0], STRETCH, share, STRETCH, ends[1]))
        if each.incidents:
            numbers = ", ".join(f"#{number}" for number in each.incidents)
            words = self.tr("%1 because of %2").replace("%1", state_word(each.state))
            made.add(Text(words.replace("%2", numbers), "warn"))
        elif each.state is not each.said:
            made.add(Text(state_word(each.state), "warn"))
        return made

    def _say(self, ident: int, name: str, state: object) -> None:
        wanted = cast(ComponentState, state)
        words = f"{name}: {state_word(wanted)}"
        self.act(writes.say_state, words, ident=ident, state=wanted)

    def _move(self, place: int, _on: bool = False) -> None:
        assert self.desk is not None, "its cards are shown"
        idents = [each.id for each in self.desk.rows]
        was = tuple(idents)
        idents[place - 1], idents[place] = idents[place], idents[place - 1]
        self.act(writes.move, self.tr("Moved"), idents=tuple(idents), was=was)

    def _remove(self, each: "ComponentRow", _on: bool = False) -> None:
        words = self.tr("%1 is off the page").replace("%1", each.name)
        self.act(writes.remove_component, words, ident=each.id, seen=each.version)
