"""The draft of a form: what is typed in it is on disk a moment later, and comes back when the same
thing is opened again, after a crash as after a walk to another page. Saving is always by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject

from ui.bridge import Bridge
from ui.drafts import FORM, Drafts
from ui.widgets.when import moment_text

NEW = "new"


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
        self._seen: int | None = None
        self._kept: Any = None

    def begin(self, thing: object, seen: int | None = None) -> str:
        """The fields show a `thing` (its id, or None for a new one) as it is stored in the version
        `seen`. Puts a draft of it on top, and returns the words to say of that."""
        self.end()
        self._clean, self._seen, self._kept = self._said(), seen, None
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

    def note(self) -> None:
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
            was = self._written(self._clean)
            self._drafts.keep_said(
                self._key, {"at": at, "seen": self._seen, "was": was, "said": said}
            )

    def rebase(self, thing: object, clean: Any, seen: int | None = None) -> None:
        """Somebody else saved it, which is said; what is typed here stands on theirs now."""
        self._key, self._clean, self._seen, self._kept = self._named(thing), clean, seen, None
        self.note()

    def forget(self) -> None:
        """It was saved, or is not wanted: what stands in the fields is no draft."""
        self._clean, self._kept = self._said(), None
        if self._key:
            self._drafts.forget(self._key)

    def _named(self, thing: object) -> str:
        return f"{FORM}{self._kind} {NEW if thing is None else thing}".replace("/", "-")

    def _written(self, said: Any = None) -> Any:
        from app.domain.plain import written

        return written(self._said() if said is None else said)

    def _restored(self, told: dict[str, Any]) -> bool:
        """What colleagues changed meanwhile in other fields stays theirs. A draft of another
        version of the program may make no sense, and nothing comes back."""
        from app.domain.plain import atop, understood

        try:
            mine = understood(told["said"])
            if told["seen"] != self._seen:
                mine = atop(understood(told["was"]), mine, self._clean)
            self._put(mine)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self._put(self._clean)
            return False
        return True

    def _words(self, told: dict[str, Any]) -> str:
        at = moment_text(datetime.fromisoformat(told["at"]), datetime.now(UTC))
        words = self.tr("Your unsaved words from %1 are back.").replace("%1", at)
        if told["seen"] == self._seen:
            return words
        return f"{words} {self.tr('Somebody changed this meanwhile: look before you save.')}"
