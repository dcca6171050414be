"""Connect to a PostgreSQL: where it is and who I am there, tried before it is relied on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import XL, L, M
from ui.welcome import reads, writes
from ui.widgets.button import Button
from ui.widgets.field import Form, LineField
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import KeyHint, Text

if TYPE_CHECKING:
    from app.operations.connection import Place, Tried
    from app.operations.invitation import Invitation


class ConnectForm(QWidget):
    """`connected` carries the address (without its password) that is now this machine's; `left`
    says that it may go, `grown` that it is higher or lower."""

    connected = Signal(str)
    left = Signal()
    grown = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._invited: Invitation | None = None
        self._length = 0  # of what the first field held before
        self.busy = False
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Connect to PostgreSQL"))
        self.title = Text(self.tr("Connect to PostgreSQL"), "title", wrap=True)
        self.lead = Text("", "muted", wrap=True)
        self._build_form()
        self.told = Text("", "good", wrap=True)
        self.test = Button(self.tr("Test"), on_click=self.try_it)
        self.act = Button(self.tr("Connect"), "primary", on_click=self.connect_it)
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.left.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addLayout(row(self.title, STRETCH, KeyHint("Esc")))
        for part in (self.lead, self.form, self.told):
            layout.addWidget(part)
        layout.addLayout(row(self.test, STRETCH, cancel, self.act))
        self.setMinimumWidth(fonts.em() * 26)
        self._say("", "good")

    def _build_form(self) -> None:
        self.form = Form()
        self.host, self.port = LineField("db.example.org"), LineField("5432")
        self.database, self.user = LineField("watchbill"), LineField()
        self.password, self.tls = LineField(), DropDown()
        self.password.setEchoMode(LineField.EchoMode.Password)
        self.tls.fill([
            ("prefer", self.tr("If it can be had")), ("require", self.tr("Always")),
            ("verify-full", self.tr("Always, and its certificate is checked")),
        ])  # fmt: skip
        for key, label, editor, hint in (
            ("host", self.tr("Machine"), self.host, ""),
            ("port", self.tr("Port"), self.port, ""),
            ("database", self.tr("Database"), self.database, ""),
            ("user", self.tr("User"), self.user, ""),
            ("password", self.tr("Password"), self.password,
             self.tr("Kept in this machine's keyring, or where it has none in a file that only you "
                     "can read.")),
            ("tls", self.tr("Encryption (TLS)"), self.tls, ""),
        ):  # fmt: skip
            self.form.add(key, label, editor, hint)
        self.form.beside("host", "port")
        self.form.beside("database", "user")
        self.form.beside("password", "tls")
        for line in (self.host, self.port, self.database, self.user, self.password):
            line.returnPressed.connect(self.connect_it)
            line.textEdited.connect(self._typed)
        self.host.textChanged.connect(self._grown)
        self.host.editingFinished.connect(self._split)

    def begin(self, place: "Place | None" = None) -> None:
        """Empty, or filled in."""
        self._invited = None
        self.title.setText(self.tr("Connect to PostgreSQL"))
        self.lead.setText(self.tr(
            "An empty database is enough: Watchbill makes its tables. Whoever keeps the server has "
            "these words; an address postgresql://… can be pasted into the first field."
        ))  # fmt: skip
        self._fill(place)
        self.host.setFocus(Qt.FocusReason.OtherFocusReason)

    def invite(self, found: "Invitation") -> None:
        """Filled in by a colleague's file."""
        from app.operations.connection import place_of

        self.begin(place_of(found.database))
        self._invited = found
        name = found.full_name or found.person
        self.title.setText(self.tr("You are invited, %1").replace("%1", name) if name
                           else self.tr("You are invited"))  # fmt: skip
        self.lead.setText(self.tr("Your team works on this database. Look it over, then connect."))
        if not self.password.text():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> "Place":
        """As it is typed."""
        from app.operations.connection import Place

        return Place(
            self.host.text(),
            self.database.text(),
            self.user.text(),
            self.password.text(),
            self.port.text(),
            str(self.tls.value()),
        )

    def try_it(self) -> None:
        """Only looks."""
        self._ask(self._tried)

    def connect_it(self) -> None:
        """Tries first; what cannot be used is not taken."""
        self._ask(self._settle)

    # inside

    def _fill(self, place: "Place | None") -> None:
        from app.operations.connection import Place

        place = place or Place("", "")
        for field, words in (
            (self.host, place.host), (self.database, place.database), (self.user, place.user),
            (self.password, place.password), (self.port, place.port),
        ):  # fmt: skip
            field.setText(words)
        self.tls.set_value(place.tls)
        self.form.show_errors({})
        self._say("", "good")

    def _grown(self, text: str) -> None:
        """What is pasted falls into its parts at once; what is typed only when it is whole."""
        pasted = len(text) > self._length + 1
        self._length = len(text)
        if pasted:
            self._split()

    def _split(self) -> bool:
        """A whole address in the first field falls into its parts; False where it is wrong."""
        from app.errors import Refused
        from app.operations.connection import parted, place_of

        text = self.host.text().strip()
        if "://" not in text:
            host, port = parted(text)
            if port:
                self.host.setText(host)
                self.port.setText(port)
            return True
        try:
            self._fill(place_of(text))
        except Refused as fault:
            self.form.show_errors({"host": fault_words(fault)})
            return False
        return True

    def _ask(self, done: "Callable[[str, Tried], None]") -> None:
        from app.errors import Refused

        if self.busy or not self._split():
            return
        try:
            url = self.place().url()
        except Refused as fault:
            self._refused(fault)
            return
        self._work(True)
        self._say(self.tr("Trying…"), "muted")
        self._bridge.run(partial(reads.tried, url), partial(done, url), self._refused)

    def _tried(self, _url: str, found: "Tried") -> None:
        self._work(False)
        self.form.show_errors({})
        lead = self.tr("It works: PostgreSQL %1, %2.").replace("%1", found.version)
        lead = lead.replace(
            "%2", self.tr("encrypted") if found.encrypted else self.tr("in the clear")
        )
        rest = self.tr("It is empty; connecting makes Watchbill's tables.")
        if found.holds:
            rest = self.tr("It holds %1 people and %2 incidents.")
            rest = rest.replace("%1", str(found.people)).replace("%2", str(found.incidents))
        if found.older:
            older = self.tr("It is from an older Watchbill; it is not updated before you say so.")
            rest = f"{rest} {older}"
        self._say(f"{lead} {rest}", "good")

    def _settle(self, url: str, found: "Tried") -> None:
        self._tried(url, found)
        person, key = (self._invited.person, self._invited.key) if self._invited else ("", "")
        self._work(True)
        act = partial(writes.settle, url, person, key)
        self._bridge.run(act, self._settled, self._refused)

    def _settled(self, plain: str) -> None:
        self._work(False)
        self.password.clear()
        self.connected.emit(plain)

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        self._work(False)
        self._say("", "good")
        field = getattr(fault, "field", None)
        rest = self.form.show_errors({field or "other": fault_words(fault)})
        if rest or not isinstance(fault, Refused):
            self._say(fault_words(fault), "error")
        self.grown.emit()

    def _typed(self, _text: str = "") -> None:
        self._say("", "good")

    def _work(self, on: bool) -> None:
        self.busy = on
        self.test.setEnabled(not on)
        self.act.setEnabled(not on)

    def _say(self, words: str, look: str) -> None:
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))
        self.grown.emit()
