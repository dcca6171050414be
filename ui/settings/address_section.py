"""The public address of the engine: where links in pages and calendar subscriptions lead."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.meanwhile import Meanwhile
from ui.settings import writes
from ui.theme.space import M
from ui.widgets.button import Button
from ui.widgets.field import Form, LineField
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.operations.seen import Stand


class AddressSection(QWidget):
    """What is being typed outlives news from the database."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._stored: str | None = None
        self.url = LineField("https://watch.example.org")
        self.form = Form()
        self.form.add("url", self.tr("Public address of the engine"), self.url, self.tr(
            "Links in pages and calendar subscriptions lead there; phones must reach it: an engine "
            "that listens to the network, or a web server with TLS before it. Empty: only this "
            "machine."
        ))  # fmt: skip
        self.save = Button(self.tr("Save"), on_click=self.save_it)
        self.save.setAccessibleName(self.tr("Save the public address"))
        self.told = Text(look="good")
        self.form.entered.connect(self.save_it)
        self.url.textEdited.connect(self._typed)
        self.meanwhile = Meanwhile(self._bridge)
        self.meanwhile.given_up.connect(self._use_theirs)
        self._typed()
        lines = column(self.form, self.meanwhile, row(self.save, self.told, STRETCH), gap=M)
        lines.setContentsMargins(0, 0, 0, 0)
        self.setLayout(lines)

    def show_url(self, now: "Stand") -> None:
        """As it is stored; its stamp is the address itself."""
        if self._words() == (self._stored or ""):
            self.url.setText(now.stamp)
        self._stored = now.stamp
        self.meanwhile.hear(now, now.stamp, self._words() != now.stamp)
        self._typed()

    def save_it(self) -> None:
        """From now on, for every link and feed."""
        if self._stored is None or self._words() == self._stored:
            return
        act = partial(writes.set_public, url=self._words(), by=self._bridge.actor(),
                      was=self.meanwhile.send())  # fmt: skip
        self._bridge.write(act, self._saved, self._refused)

    def _words(self) -> str:
        return self.url.text().strip()

    def _saved(self, url: str) -> None:
        post = self._bridge.post
        if post is not None and post.engine is not None:
            post.reach_at(url)
        self.meanwhile.sent(url)
        self.form.show_errors({})
        self._stored = url
        self.url.setText(url)
        self._typed()
        self.told.setText(self.tr("Saved."))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if self.meanwhile.refused(fault):
            return
        if isinstance(fault, Refused):
            self.form.show_errors({"url": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)

    def _use_theirs(self) -> None:
        self.url.setText(self._stored or "")
        self._typed()

    def _typed(self, _: str = "") -> None:
        same = self._words() == self._stored
        self.save.setEnabled(self._stored is not None and not same)
        if not same:
            self.told.setText("")
