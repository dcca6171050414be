"""The draft of a form: what is typed in it is on disk a moment later, and comes back when the same
thing is opened again, after a crash as after a walk to another page. Saving is always by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ui.bridge import Bridge
from ui.drafts import FORM, Drafts
from ui.widgets.bar import Bar
from ui.widgets.moment import DateTimeField
from ui.widgets.when import moment_text

SIGNALS = ("textChanged", "toggled", "valueChanged", "currentIndexChanged", "chosen", "changed")


class Keeper(QObject):
    """Of one form. `said` is what stands in its fields, a spec or a tuple, and `put` fills them
    with it. What `app.domain.plain` knows as a secret is not kept."""

    def __init__(
        self,
        bridge: Bridge,
        kind: str,
        said: Callable[[], Any],
        put: Callable[[Any], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._drafts = Drafts(bridge, self)
        self._kind, self._said, self._put = kind, said, put
        self._key = ""
        self._clean: Any = None
        self._kept: Any = None

    def begin(self, thing: object) -> str:
        """The fields show a `thing` (its id, or None for a new one) as it is stored. Puts a draft
        of it on top, and returns the words to say of that."""
        self.end()
        self._clean, self._kept = self._said(), None
        key = self._named(thing)
        told = self._drafts.said(key)
        back = bool(told) and self._restored(told)
        self._key = key
        if back and self._said() != self._clean:
            self._kept = self._written()
            return self._words(told)
        if told:
            self.forget()
        return ""

    def end(self) -> None:
        """Another thing will be shown; the draft of this one stays."""
        self._key = ""

    def note(self, *_: object) -> None:
        """Something may have been typed."""
        if not self._key:
            return
        if self._said() == self._clean:
            if self._kept is not None:
                self.forget()
            return
        said = self._written()
        if said != self._kept:
            self._kept = said
            at = datetime.now(UTC).isoformat(timespec="seconds")
            told = {"at": at, "was": self._written(self._clean), "said": said}
            self._drafts.keep_said(self._key, told)

    def rebase(self, thing: object, clean: Any) -> None:
        """Somebody else saved it, which is said; what is typed here stands on theirs now."""
        self._key, self._clean, self._kept = self._named(thing), clean, None
        self.note()

    def forget(self) -> None:
        """It was saved, or is not wanted: what stands in the fields is no draft."""
        self._clean, self._kept = self._said(), None
        if self._key:
            self._drafts.forget(self._key)

    def saved_as(self, thing: object) -> None:
        """It is stored as that, and typing may go on."""
        self.forget()
        self._key = self._named(thing)
        self._drafts.forget(self._key)

    def _named(self, thing: object) -> str:
        named = "" if thing is None else f" {quote(str(thing), safe='')}"
        return f"{FORM}{self._kind}{named}"

    def _written(self, said: Any = None) -> Any:
        from app.domain.plain import written

        return written(self._said() if said is None else said)

    def _restored(self, told: dict[str, Any]) -> bool:
        """What colleagues changed meanwhile in other fields stays theirs. A draft of another
        version of the program may make no sense, and nothing comes back."""
        from app.domain.plain import atop, understood

        try:
            datetime.fromisoformat(told["at"])
            mine = understood(told["said"])
            if self._moved(told):
                mine = atop(understood(told["was"]), mine, self._clean)
            self._put(mine)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self._put(self._clean)
            return False
        return True

    def _moved(self, told: dict[str, Any]) -> bool:
        """Whether it was saved by somebody since."""
        moved: bool = told["was"] != self._written(self._clean)
        return moved

    def _words(self, told: dict[str, Any]) -> str:
        at = moment_text(datetime.fromisoformat(told["at"]), datetime.now(UTC))
        words = self.tr("Your unsaved words from %1 are back.").replace("%1", at)
        if not self._moved(told):
            return words
        return f"{words} {self.tr('Somebody changed this meanwhile: look before you save.')}"


class FieldsKeeper(Keeper):
    """Of a form that is made of `fields`, each a widget of ours. It says for itself that a draft is
    back, at the head of `place`. A field whose letters are hidden is never kept."""

    def __init__(
        self, bridge: Bridge, kind: str, place: QBoxLayout, *fields: QWidget, owner: QObject
    ) -> None:
        self._fields = [each for each in fields if not _hidden(each)]
        super().__init__(bridge, kind, self._holding, self._filling, owner)
        self._bar = Bar("", mood="warn")
        self._bar.add_action(self.tr("Discard"), self.discard)
        self._bar.hide()
        place.insertWidget(0, self._bar)
        for each in self._fields:
            for name in SIGNALS:
                if hasattr(each, name):
                    getattr(each, name).connect(self.note)

    def _holding(self) -> tuple[Any, ...]:
        return tuple(_held(each) for each in self._fields)

    def _filling(self, said: tuple[Any, ...]) -> None:
        for field, held in zip(self._fields, said, strict=True):
            _fill(field, held)

    def begin(self, thing: object) -> str:
        words = super().begin(thing)
        self._bar.hide()
        if words:
            self._bar.tell("", words, "warn")
            self._bar.enter()
        return words

    def discard(self) -> None:
        """Back to what is stored."""
        self._put(self._clean)
        self.forget()

    def forget(self) -> None:
        super().forget()
        self._bar.hide()

    def leave(self) -> None:
        """The form is shut: it was saved, or cancelled."""
        self.forget()
        self.end()


def _hidden(field: QWidget) -> bool:
    return isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal


def _held(field: Any) -> Any:
    """As it is typed, also where it makes no sense yet; a moment as the moment it is."""
    if isinstance(field, DateTimeField):
        return field.value() or field.text()
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.isChecked() if isinstance(field, QCheckBox) else field.value()


def _fill(field: Any, said: Any) -> None:
    if isinstance(said, datetime):
        field.set_value(said)
    elif isinstance(field, QLineEdit):
        field.setText(said)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(said)
    elif isinstance(field, QCheckBox):
        field.setChecked(said)
    else:
        field.set_value(said)
