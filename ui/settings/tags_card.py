"""The tags that incidents have: how many have each; renamed, merged or taken away everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.bridge import Bridge
from ui.language.numbers import counted
from ui.language.sentence import fault_words
from ui.settings import writes
from ui.theme.space import XL, XS, M, S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import LineField
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.sure import Sure
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.queries.tag import TagRow

LONGEST = 50  # characters of a tag


class TagsCard(Card):
    """A line for each, by name."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Tags"))
        self.setAccessibleName(self.tr("Tags"))
        self._bridge = bridge
        self._shown: tuple[TagRow, ...] | None = None
        self._heard: tuple[TagRow, ...] = ()
        self.lines: dict[str, TagLine] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self._about = Text(look="muted", wrap=True)
        self.told = Text(look="small", wrap=True)
        self.told.hide()
        self.add(self._about)
        self.add(self._lines)
        self.add(self.told)
        self.show_tags(())

    def show_tags(self, rows: "tuple[TagRow, ...]") -> None:
        """Those there are; a line in which somebody types stays until it is stored, and hears what
        others made of its tag."""
        self._heard = rows
        busy = [line for line in self.lines.values() if line.busy]
        for line in busy:
            self._follow(line, rows)
        if busy or rows == self._shown:
            return
        self._shown = rows
        clear(self._lines)
        none = self.tr("Nobody has tagged an incident yet. Tags are given beside an incident.")
        some = self.tr("What is changed here changes on every incident.")
        self._about.setText(some if rows else none)
        self.lines = {each.name: TagLine(each, _names(rows)) for each in rows}
        for line in self.lines.values():
            line.left.connect(self._catch_up)
            line.renamed.connect(partial(self._rename, line))
            line.sure.gone.clicked.connect(partial(self._remove, line))
            self._lines.addWidget(line)

    def _follow(self, line: "TagLine", rows: "tuple[TagRow, ...]") -> None:
        now = next((each for each in rows if each.id == line.tag.id), None)
        was = line.tag.name
        if now is None:
            words = self.tr("Somebody took “%1” away meanwhile.")
            self.tell(words.replace("%1", was), "warn")
            return
        line.follow(now, _names(rows))
        if now.name != was:
            words = self.tr("Somebody renamed “%1” to “%2” meanwhile. What you save holds.")
            self.tell(words.replace("%1", was).replace("%2", now.name), "warn")

    def _catch_up(self) -> None:
        self.tell("")
        self.show_tags(self._heard)

    def tell(self, words: str, look: str = "small") -> None:
        """Below the list."""
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))

    def _rename(self, line: "TagLine", name: str) -> None:
        by = self._bridge.actor()
        act = partial(writes.rename_tag, ident=line.tag.id, name=name, by=by, was=line.tag.name,
                      alone=not line.merging)  # fmt: skip
        self._bridge.write(act, partial(self._done, line), self._refused)

    def _remove(self, line: "TagLine", _on: bool = False) -> None:
        act = partial(writes.remove_tag, ident=line.tag.id, by=self._bridge.actor(),
                      was=line.tag.name)  # fmt: skip
        self._bridge.write(act, partial(self._done, line), self._refused)

    def _done(self, line: "TagLine", _: object) -> None:
        if isValid(line):  # the list may have been made anew meanwhile
            line.leave()
        self._catch_up()

    def _refused(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused, Unavailable

        if isinstance(fault, Conflict | Refused | Unavailable):
            self.tell(fault_words(fault), "error")
        else:
            self._bridge.failed.emit(fault)


class TagLine(QWidget):
    """One tag. A new name is typed in its place; before it goes, it asks. `renamed` carries the
    name; `left`: nobody is about to change it any more. `merging`: that would make one of two."""

    renamed = Signal(str)
    left = Signal()

    def __init__(self, tag: "TagRow", names: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag, self._names, self.merging = tag, names, False
        self.setAccessibleName(tag.name)
        self._build()
        self.leave()

    @property
    def busy(self) -> bool:
        """Whether somebody is about to change it."""
        return not (self._typing.isHidden() and self.sure.isHidden())

    def _build(self) -> None:
        name, count = self.tag.name, self.tag.count
        of = self.tr("1 incident") if count == 1 else self.tr("%1 incidents")
        self.rename = Button(self.tr("Rename"), "link", on_click=self._type)
        self.rename.setAccessibleName(self.tr("Rename %1").replace("%1", name))
        self.remove = Button(self.tr("Remove"), "link", on_click=self._ask)
        self.remove.setAccessibleName(self.tr("Remove %1").replace("%1", name))
        many = Text(of.replace("%1", counted(count)), "small")
        self.title = ElidedLabel(name, "strong")
        head = row(self.title, many, STRETCH, self.rename, self.remove, gap=S)
        self._build_typing()
        words = self.tr("It goes from every incident; timelines keep what they say.")
        self.sure = Sure(words, self.tr("Remove %1").replace("%1", name))
        self.sure.keep.clicked.connect(self.left)
        self.setLayout(column(head, self._typing, self.sure, gap=XS))

    def _build_typing(self) -> None:
        self.name = LineField(self.tag.name)
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(self.tr("Another name for %1").replace("%1", self.tag.name))
        self.save = Button("", on_click=self._send)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self._cancel)
        self.name.textChanged.connect(self._tell)
        self.name.returnPressed.connect(self._send)
        self._typing = QWidget()
        line = row(self.name, self.save, cancel, gap=S)
        line.setStretch(0, 1)
        self._typing.setLayout(line)

    def leave(self) -> None:
        """As it was."""
        self._typing.hide()
        self.sure.leave()

    def follow(self, tag: "TagRow", names: dict[str, str]) -> None:
        """The same later; what is typed stays."""
        self.tag, self._names = tag, names
        self.title.setText(tag.name)
        self._tell(self.name.text())

    def _cancel(self) -> None:
        self.leave()
        self.left.emit()

    def _type(self) -> None:
        self.leave()
        self.name.setText(self.tag.name)
        self._tell(self.tag.name)
        self._typing.show()
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self.leave()
        self.sure.ask(self.remove)

    def _tell(self, typed: str) -> None:
        """The name of another makes one of two."""
        small = " ".join(typed.split()).casefold()
        other = self._names.get(small, "") if small != self.tag.name.casefold() else ""
        self.merging = bool(other)
        merge = self.tr("Merge into %1").replace("%1", other)
        self.save.setText(merge if other else self.tr("Rename"))

    def _send(self) -> None:
        self.renamed.emit(self.name.text())


def _names(rows: "tuple[TagRow, ...]") -> dict[str, str]:
    """As they are written, by how they are compared."""
    return {row.name.casefold(): row.name for row in rows}
