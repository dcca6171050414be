"""One field as somebody wants it: kept until it is stored, or until it was said why it is not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shiboken6 import isValid

from ui.incidents.ask_popup import AskPopup

if TYPE_CHECKING:
    from ui.incidents.reads import Seen


@dataclass(frozen=True, slots=True)
class Wish:
    """`version` and `last` (the newest event) are those that were on the screen when it was wished:
    what came later, others may have done. None: whatever it was. `part`: only a part of a set is
    wished; the value with the rest of it as it was read since."""

    number: int
    field: str
    value: object
    version: int | None
    last: int = 0
    popup: AskPopup | None = None
    why: str = ""
    tries: int = 1
    part: "Callable[[Seen], object] | None" = None

    def at(self, seen: "Seen") -> "Wish":
        """The same, for what was read now."""
        value = self.value if self.part is None else self.part(seen)
        version, last = seen.detail.row.version, newest(seen)
        return replace(self, value=value, version=version, last=last)

    @property
    def asking(self) -> bool:
        """Whether the popup that it came from, if any, is still there to say something."""
        return self.popup is not None and isValid(self.popup) and self.popup.isVisible()

    def close(self) -> None:
        """The popup has its answer."""
        if self.popup is not None and self.asking:
            self.popup.close()

    def complain(self, sentence: str, act: str = "") -> None:
        """In the popup, where it is still open."""
        if self.popup is not None and self.asking:
            self.popup.complain(sentence, act)


def wish_of(
    seen: "Seen", field: str, value: object = None, popup: AskPopup | None = None, why: str = ""
) -> Wish:
    """A wish for the incident that is shown now, whatever is on the screen when it is answered."""
    row = seen.detail.row
    return Wish(row.number, field, value, row.version, newest(seen), popup, why)


def newest(seen: "Seen") -> int:
    """The id of the newest event."""
    return max((event.id for event in seen.events), default=0)
