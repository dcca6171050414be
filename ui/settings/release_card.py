"""Whether this machine asks once a day if a newer Watchbill is out, and what came of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSettings
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.settings import machine
from ui.theme.space import XL, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.field import Form, LineField
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.release import Release
    from ui.settings.machine import Machine

LOOKED, STATE = "releases/looked", "releases/state"


class ReleaseCard(Card):
    """Off until an address is named."""

    def __init__(
        self, bridge: Bridge, settings: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self._bridge, self._settings = bridge, settings or QSettings()
        self._seen: tuple[str, bool] | None = None
        self.section.set_title(self.tr("New versions"))
        self.setAccessibleName(self.tr("New versions"))
        self.state = Text("", "muted", wrap=True)
        self.address = LineField("https://example.org/release.json")
        self.inside = Check(self.tr("It is an address inside our network"))
        self.form = Form()
        self.form.add("url", self.tr("Ask once a day at"), self.address, self.tr(
            "Empty: nobody asks. A newer version is told, never installed; only what the project "
            "signed is believed."
        ))  # fmt: skip
        self.save = Button(self.tr("Save"), on_click=self.save_it)
        self.save.setAccessibleName(self.tr("Save where new versions are asked for"))
        self.now = Button(self.tr("Ask now"), on_click=self.ask_now)
        self.now.setEnabled(False)
        self.add(self.state)
        self.add(self.form)
        self.add(self.inside)
        self.add(row(self.save, self.now, STRETCH))

    def show_machine(self, seen: "Machine") -> None:
        """As it is; what is being typed stays."""
        stored = (seen.releases, seen.releases_inside)
        if self._seen is None or self._typed() == self._seen:
            self.address.setText(seen.releases)
            self.inside.setChecked(seen.releases_inside)
        self._seen = stored
        self.now.setEnabled(bool(seen.releases))
        self._tell()

    def save_it(self) -> None:
        """From now on."""
        url, inside = self._typed()
        self._bridge.run(partial(machine.set_releases, url, inside), self._saved, self._refused)

    def ask_now(self) -> None:
        """At once, whatever the day says."""
        self.now.setEnabled(False)
        self._say(self.tr("Asking…"))
        self._bridge.run(machine.newer, self._answered, self._failed)

    def _typed(self) -> tuple[str, bool]:
        return self.address.text().strip(), self.inside.isChecked()

    def _saved(self, _: object) -> None:
        self.form.show_errors({})
        self._seen = self._typed()
        self.now.setEnabled(bool(self._seen[0]))
        self._settings.remove(LOOKED)  # the other place was not asked yet
        self._settings.setValue(STATE, "")
        self._tell()

    def _refused(self, fault: Exception) -> None:
        self.form.show_errors({"url": fault_words(fault)})

    def _answered(self, found: "Release | None") -> None:
        self._noted("")
        if found is not None:
            words = self.tr("Watchbill %1 is out.").replace("%1", found.version)
            self._say(f"{words} {found.notes}")

    def _failed(self, fault: Exception) -> None:
        self._noted(str(fault))

    def _noted(self, wrong: str) -> None:
        self.now.setEnabled(True)
        self._settings.setValue(LOOKED, QDateTime.currentSecsSinceEpoch())
        self._settings.setValue(STATE, wrong)
        self._tell()

    def _tell(self) -> None:
        last = self._settings.value(LOOKED, 0, int)
        wrong = worded(str(self._settings.value(STATE, "")))
        if self._seen is None or not self._seen[0]:
            self._say(self.tr("This machine asks nobody."))
        elif not isinstance(last, int) or not last:
            self._say(self.tr("Not asked yet."))
        else:
            moment = QDateTime.fromSecsSinceEpoch(last)
            at = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
            words = self.tr("Asked %1: nothing newer than this one.").replace("%1", at)
            self._say(self.tr("Asked %1:").replace("%1", at) + f" {wrong}" if wrong else words)

    def _say(self, words: str) -> None:
        self.state.setText(words)
