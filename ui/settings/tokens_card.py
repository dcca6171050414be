"""Tokens for scripts that use the HTTP API. A token is shown when it is made, and never again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.language.times import dated
from ui.settings import writes
from ui.theme.space import XL, XS, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Form, LineField
from ui.widgets.paste_line import PasteLine
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.sure import Sure
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.operations.token import Token

DAY = "d MMM yyyy"


class TokensCard(Card):
    """The tokens by name, a form that makes one, and what was just made."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("API tokens"))
        self.setAccessibleName(self.tr("API tokens"))
        self._bridge = bridge
        self._shown: tuple[Token, ...] | None = None
        self.lines: dict[str, TokenLine] = {}
        self._build()

    def _build(self) -> None:
        self.add(Text(self.tr("Let a script declare incidents, ask who is on call or read figures, "
                              "through the addresses under /api/v1. It acts in your name."),
                      "muted", wrap=True))  # fmt: skip
        self._lines, self._made = QVBoxLayout(), QVBoxLayout()
        self._lines.setSpacing(M)
        self.add(self._lines)
        self.setup = Button(self.tr("Make a token"), icon_name="plus", on_click=self.begin)
        self.told = Text(look="small", wrap=True)
        self.told.hide()
        self.add(row(self.setup, STRETCH))
        self.add(self.told)
        self.add(self._made)
        self._build_form()

    def _build_form(self) -> None:
        self.form, self.name = Form(), LineField(self.tr("nightly report"))
        self.form.add("name", self.tr("What it is for"), self.name)
        self.name.returnPressed.connect(self.make)
        self.save = Button(self.tr("Make it"), "primary", on_click=self.make)
        self.cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave)
        self.form.body.addLayout(row(STRETCH, self.cancel, self.save))
        self.add(self.form)
        self.form.hide()

    def show_tokens(self, rows: "tuple[Token, ...]") -> None:
        """Those there are."""
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._lines)
        self.lines = {each.name: TokenLine(each) for each in rows}
        for name, line in self.lines.items():
            line.sure.gone.clicked.connect(partial(self._revoke, name))
            self._lines.addWidget(line)

    def begin(self) -> None:
        """Ask what it is for."""
        self.tell("")
        clear(self._made)
        self.form.show_errors({})
        self.form.show()
        self.setup.hide()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Back."""
        self.name.clear()
        self.form.hide()
        self.setup.show()

    def make(self) -> None:
        """As the button does."""
        self.form.show_errors({})
        act = partial(writes.make_token, name=self.name.text(), by=self._bridge.actor())
        self._bridge.write(act, self._show_made, self._refused)

    def forget(self) -> None:
        """What was just made is not on the screen any more."""
        clear(self._made)
        self.tell("")

    def tell(self, words: str, look: str = "small") -> None:
        """Below the button."""
        self.told.setText(words)
        self.told.set_look(look)
        self.told.setVisible(bool(words))

    def _show_made(self, token: str) -> None:
        self.leave()
        clear(self._made)
        self._made.addWidget(PasteLine(self.tr("Token"), token))
        header = f"Authorization: Bearer {token}"
        self._made.addWidget(PasteLine(self.tr("Header of a request"), header))
        self._made.addLayout(row(Button(self.tr("I have it"), on_click=self.forget), STRETCH))
        self.tell(self.tr("Copy it now: it is kept as a fingerprint only, and cannot be shown "
                          "again."), "warn")  # fmt: skip

    def _revoke(self, name: str, _on: bool = False) -> None:
        act = partial(writes.revoke_token, name=name, by=self._bridge.actor())
        self._bridge.write(act, self._revoked, self._refused)

    def _revoked(self, _: object) -> None:
        clear(self._made)
        self.tell(self.tr("Revoked. It opens nothing any more."))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused, Unavailable

        if isinstance(fault, Refused) and not self.form.isHidden():
            left = self.form.show_errors({fault.field or "": fault_words(fault)})
            self.tell(" ".join(left), "error")
        elif isinstance(fault, Refused | Unavailable):
            self.tell(fault_words(fault), "error")
        else:
            self._bridge.failed.emit(fault)


class TokenLine(QWidget):
    """One token: its name, who made it and when. Before it goes, it asks."""

    def __init__(self, each: "Token", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(each.name)
        self._build(each)

    def _build(self, each: "Token") -> None:
        self.revoke = Button(self.tr("Revoke"), "link", on_click=self._ask)
        self.revoke.setAccessibleName(self.tr("Revoke %1").replace("%1", each.name))
        made = self.tr("Made by %1 on %2").replace("%1", each.made_by)
        made = made.replace("%2", dated(each.made_at.astimezone().date(), DAY))
        words = self.tr("Scripts that use it are refused at once.")
        self.sure = Sure(words, self.tr("Revoke %1").replace("%1", each.name))
        head = row(ElidedLabel(each.name, "strong"), STRETCH, self.revoke)
        self.setLayout(column(head, Text(made, "small", wrap=True), self.sure, gap=XS))

    def _ask(self) -> None:
        self.sure.ask(self.revoke)
