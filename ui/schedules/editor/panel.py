"""The panel beside the grid: the rotations by layer, one of them open, or the schedule's settings.

Everything typed here is a step of the draft at once, so the grid beside it is the preview.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.schedules.drafting import Drafting
from ui.schedules.editor.rotation_card import RotationCard
from ui.schedules.editor.rotation_form import RotationForm
from ui.schedules.editor.settings_form import SettingsForm
from ui.schedules.editor.steps import blank, copied, step_words, tried_words
from ui.schedules.faces import faces_of
from ui.theme import fonts
from ui.theme.space import XS, L, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Panel
from ui.widgets.page import ScrollPage
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.tab_order import put_before
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.names import Names
    from app.domain.workspace import RotationSpec, ScheduleSpec

LIST, ROTATION, SETTINGS = range(3)
WIDTH, HEIGHT = 19, 18  # lines of text: beside the grid, and below it


class EditorPanel(Panel):
    """`left` when it is closed; `versions` and `removal` are asked for here and done elsewhere."""

    left = Signal()
    versions = Signal()
    removal = Signal()

    def __init__(self, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._drafting = drafting
        self._open: str | None = None  # the rotation that is open, by name
        self._called = ""  # when it was opened
        self._at = 0
        self._token = 0
        self.cards: list[RotationCard] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setMinimumHeight(fonts.em() * 16)
        self.back = IconButton("chevron-left", self.tr("All rotations"), on_click=self.show_list)
        self.title = ElidedLabel("", "heading")
        self.close_button = IconButton("x", self.tr("Close"), on_click=self.leave)
        self.body.addLayout(
            row(self.back, self.title, self.close_button, gap=XS, margins=(M, S, S, S))
        )
        self.add_line()
        self.form, self.settings = RotationForm(), SettingsForm()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(S)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list())
        self._pages.addWidget(_scrolled(self.form))
        self._pages.addWidget(_scrolled(self.settings))
        self.body.addWidget(self._pages, 1)
        self.add_line()
        self.double = Button(self.tr("Duplicate"), "quiet", icon_name="copy", on_click=self.copy)
        self.remove = Button(
            self.tr("Delete"), "quiet", icon_name="trash-2", on_click=self.delete_rotation
        )
        self.take_out = Button(
            self.tr("Remove schedule…"), "quiet", icon_name="trash-2", on_click=self.removal.emit
        )
        self.done = Button(self.tr("Done"), on_click=self.show_list)
        foot = (self.double.give_way(), self.remove.give_way(), self.take_out.give_way(), STRETCH,
                self.done)  # fmt: skip
        self._foot = QWidget()
        self._foot.setLayout(row(*foot, gap=XS, margins=(S, S, M, S)))
        self.body.addWidget(self._foot)

    def _list(self) -> QWidget:
        self.new = Button(self.tr("New rotation"), icon_name="plus", on_click=self.add_rotation)
        self.to_settings = Button(
            self.tr("Settings of the schedule"), "quiet", icon_name="sliders-horizontal"
        ).give_way()
        self.to_settings.clicked.connect(self.show_settings)
        self.to_versions = Button(
            self.tr("Earlier versions"), "quiet", icon_name="history", on_click=self.versions.emit
        )
        page = ScrollPage(padding=L, gap=M)
        page.add(self._cards)
        for button in (self.new, self.to_settings, self.to_versions):
            page.add(row(button, STRETCH))
        page.body.addStretch(1)
        return page

    def _connect(self) -> None:
        self._drafting.changed.connect(self.refresh)
        self.form.typed.connect(self._apply)
        self.form.tried.connect(self._try)
        self.settings.typed.connect(self._set)

    # opening

    def show_list(self) -> None:
        """All rotations."""
        self._open = None
        self._drafting.peek(None)
        self._drafting.end_step()
        self._turn(LIST)
        self.refresh()
        if self.cards and self.isVisible():
            card = self.cards[min(self._at, len(self.cards) - 1)]
            card.show()  # only what is shown can have the focus
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rotation(self, name: str) -> None:
        """One rotation."""
        self._open, self._called, self.form.spec = name, name, None
        self._token += 1
        self._turn(ROTATION)
        self.refresh()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_settings(self) -> None:
        """Name, zone, team, holidays, limits, shadows."""
        self._open = None
        self._token += 1
        self._turn(SETTINGS)
        self.refresh()

    def leave(self) -> None:
        """Close the panel; the draft stays."""
        self._drafting.peek(None)
        self._drafting.end_step()
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._pages.currentIndex() == LIST:
            self.leave()
        else:
            self.show_list()

    # acting

    def add_rotation(self) -> None:
        """A weekly one with everybody of the schedule, in a layer of its own; then edit it."""
        board, spec = self._drafting.board(), self._drafting.drafted()
        if board is None or spec is None:
            return
        made = blank(spec, board, self.tr("rotation"))
        words = self.tr("New rotation")
        if self._drafting.apply(words, replace(spec, rotations=(*spec.rotations, made))):
            self.show_rotation(made.name)
            self.form.name.selectAll()

    def copy(self) -> None:
        """Another one like this."""
        spec, name = self._drafting.drafted(), self._open
        if spec is None or name is None:
            return
        made = copied(spec, name, self.tr("copy of %1"))
        words = self.tr("Copy of %1").replace("%1", name)
        if self._drafting.apply(words, replace(spec, rotations=(*spec.rotations, made))):
            self.show_rotation(made.name)
            self.form.name.selectAll()

    def delete_rotation(self) -> None:
        """Takes it out; undo brings it back."""
        spec, name = self._drafting.drafted(), self._open
        if spec is None or name is None:
            return
        rest = tuple(each for each in spec.rotations if each.name != name)
        words = self.tr("Delete %1").replace("%1", name)
        self._open = None
        self._drafting.apply(words, replace(spec, rotations=rest))
        self.show_list()

    # inside

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.back.setVisible(page != LIST)
        self._foot.setVisible(page != LIST)
        for each in (self.double, self.remove):
            each.setVisible(page == ROTATION)
        self.take_out.setVisible(page == SETTINGS)

    def refresh(self, _schedule: int = 0) -> None:
        """After an edit here or anywhere, an undo, a read."""
        board, spec = self._drafting.board(), self._drafting.drafted()
        if board is None or spec is None or self.isHidden():
            return
        self.setEnabled(not self._drafting.looking)
        page = self._pages.currentIndex()
        if page == ROTATION and not self._show_open(board, spec):
            self._open = None
            self._turn(LIST)
            page = LIST
        if page == LIST:
            self._show_cards(board, spec)
        elif page == SETTINGS:
            self.title.setText(self.tr("Settings"))
            self.settings.show_schedule(spec, board)
        self.setAccessibleName(self.title.text())

    def _show_open(self, board: "Board", spec: "ScheduleSpec") -> bool:
        found = next((each for each in spec.rotations if each.name == self._open), None)
        if found is None and self._at < len(spec.rotations):
            found = spec.rotations[self._at]  # a name that was typed, and undone
        if found is None:
            return False
        self._open, self._at = found.name, spec.rotations.index(found)
        self.title.setText(found.name)
        if found != self.form.spec:
            faces = faces_of(board)
            self.form.show_rotation(found, spec, _names(board), faces, board.now)
        return True

    def _show_cards(self, board: "Board", spec: "ScheduleSpec") -> None:
        self.title.setText(self.tr("Rotations of %1").replace("%1", spec.name))
        shown = [each.rotation for each in self.cards]
        listed = sorted(spec.rotations, key=lambda each: -each.layer)
        if shown == listed and shown:
            return
        clear(self._cards)
        self.cards, faces, layer = [], faces_of(board), None
        for each in listed:
            if each.layer != layer:
                layer = each.layer
                self._cards.addWidget(Text(self._layer_words(layer, listed), "small", wrap=True))
            card = RotationCard(each, faces)
            card.clicked.connect(partial(self.show_rotation, each.name))
            self.cards.append(card)
            self._cards.addWidget(card)
        put_before(self.new, self.cards)
        if not listed:
            said = self.tr("No rotation yet: only covers put somebody on call.")
            self._cards.addWidget(Text(said, "muted", wrap=True))

    def _layer_words(self, layer: int, listed: "list[RotationSpec]") -> str:
        said = self.tr("Layer %1").replace("%1", str(layer))
        if len({each.layer for each in listed}) > 1 and layer == listed[0].layer:
            return said + self.tr(" · goes before the layers below")
        return said

    def _apply(self, rotation: "RotationSpec", what: str) -> None:
        spec = self._drafting.drafted()
        if spec is None or self._open is None:
            return
        name, self._open = self._open, rotation.name
        laid = tuple(rotation if each.name == name else each for each in spec.rotations)
        # An order is one step a drag; what is typed is one step until another field is typed into.
        step = None if what == "people" else (self._token, what)
        words = step_words(what, self._called)
        self._drafting.apply(words, replace(spec, rotations=laid), step=step)

    def _try(self, rotation: "RotationSpec | None") -> None:
        board, spec = self._drafting.board(), self._drafting.drafted()
        if board is None or spec is None or rotation is None:
            self._drafting.peek(None)
            return
        laid = tuple(rotation if each.name == self._open else each for each in spec.rotations)
        after = replace(spec, rotations=laid)
        self._drafting.peek(after)
        self.form.tell_preview(tried_words(board, spec, after, ZoneInfo(spec.time_zone)))

    def _set(self, spec: "ScheduleSpec", what: str) -> None:
        words = step_words(what, spec.name)
        self._drafting.apply(words, spec, step=(self._token, what))


def _names(board: "Board") -> "Names":
    from app.domain.names import Names

    return Names(
        people=frozenset(each.name for each in board.people if each.active),
        everyone=frozenset(each.name for each in board.people),
    )


def _scrolled(form: QWidget) -> ScrollPage:
    page = ScrollPage(padding=L)
    page.add(form)
    page.body.addStretch(1)
    return page
