"""Puts the address of a contact together from what people know: a number, a topic, a key."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.people.contact_ways import RAW, Blank, ContactWay, topic_for, ways
from ui.theme.space import XS, S
from ui.widgets.field import Form, LineField
from ui.widgets.menu import DropDown
from ui.widgets.rows import column
from ui.widgets.text import Text


class ContactGuide(QWidget):
    """The blanks of the way that is picked; `pick` stands in the line of the contact. `chosen`:
    another way. `said`: the address, empty while a blank is. `person` gives handle and e-mail."""

    chosen = Signal(str)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._ways = {way.key: way for way in ways()}
        self._forms: dict[str, Form] = {}
        self._fields: dict[str, dict[str, LineField]] = {}
        self.pick = DropDown()
        self.pick.setAccessibleName(self.tr("How the page travels"))
        self.pick.fill([(way.key, way.title) for way in self._ways.values()])
        self.hint = Text(self._ways[RAW].hint, "small", wrap=True)
        self._body = column(self.hint, gap=S, margins=(0, XS, 0, S))
        self.setLayout(self._body)
        self.pick.currentIndexChanged.connect(self._choose)

    @property
    def way(self) -> ContactWay:
        """The one that is on."""
        return self._ways[str(self.pick.value())]

    def fields(self) -> dict[str, LineField]:
        """The blanks of the way that is on, by their keys."""
        return self._fields.get(self.way.key, {})

    def missing(self) -> str:
        """The title of the first blank that is still empty."""
        filled = self._filled()
        return next((each.title for each in self.way.blanks if not filled[each.key]), "")

    def shape(self) -> str:
        """An address of this way, only to be recognised by."""
        return self.way.address({each.key: each.key for each in self.way.blanks})

    def _filled(self) -> dict[str, str]:
        return {key: field.text().strip() for key, field in self.fields().items()}

    def _choose(self, _at: int = 0) -> None:
        way = self.way
        if way.blanks and way.key not in self._forms:
            self._make(way)
        for key, form in self._forms.items():
            form.setVisible(key == way.key)
        self.hint.setText(way.hint)
        self.chosen.emit(way.key)
        if way.blanks:
            self._tell()
        first = next((each for each in self.fields().values() if not each.text()), None)
        if first is not None:
            first.setFocus()

    def _make(self, way: ContactWay) -> None:
        form = self._forms[way.key] = Form()
        fields = self._fields[way.key] = {}
        for blank in way.blanks:
            fields[blank.key] = self._field(way, blank)
            form.add(blank.key, blank.title, fields[blank.key])
        keys = list(fields)
        for pair in zip(keys[::2], keys[1::2], strict=False):
            form.beside(*pair)
        self._body.insertWidget(0, form)

    def _field(self, way: ContactWay, blank: Blank) -> LineField:
        field = LineField(blank.example)
        if blank.secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        handle, mail = self.person()
        known = {
            ("ntfy", "topic"): topic_for(handle),
            ("ntfy", "server"): "ntfy.sh",
            ("mail", "to"): mail,
        }
        field.setText(known.get((way.key, blank.key), ""))
        field.textEdited.connect(self._tell)
        return field

    def _tell(self, _text: str = "") -> None:
        whole = self.way.blanks and not self.missing()
        self.said.emit(self.way.address(self._filled()) if whole else "")
