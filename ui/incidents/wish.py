"""One field as somebody wants it: kept until it is stored, or until it was said why it is not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shiboken6 import isValid

from models.kinds import EventKind
from ui.incidents.ask_popup import AskPopup

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow
    from ui.incidents.reads import Seen


OWN = "custom: "  # before the name of a field of the team's own, in events


@dataclass(frozen=True, slots=True)
class Wish:
    """`version` and `last` (the newest event) are those that were on the screen when it was wished:
    what came later, others may have done. None: whatever it was. `name`: of a field of the team's
    own. `said`: the value as people call it. `part`: only a part of a set is wished; the value with
    the rest of it as it was read since."""

    number: int
    field: str
    value: object
    version: int | None
    last: int = 0
    popup: AskPopup | None = None
    why: str = ""
    tries: int = 1
    part: "Callable[[Seen], object] | None" = None
    name: str = ""
    said: str = ""

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
    seen: "Seen",
    field: str,
    value: object = None,
    popup: AskPopup | None = None,
    name: str = "",
) -> Wish:
    """A wish for the incident that is shown now, whatever is on the screen when it is answered."""
    row = seen.detail.row
    return Wish(row.number, field, value, row.version, newest(seen), popup, name=name)


def overtaken(wish: Wish, seen: "Seen", me: str) -> "EventRow | None":
    """What somebody else did last to this very field since it was wished."""
    field = f"{OWN}{wish.name}" if wish.name else wish.field
    fresh = [event for event in seen.events if event.id > wish.last and event.actor != me]
    mine = [e for e in fresh if e.kind is EventKind.FIELD and e.data.get("field") == field]
    return mine[-1] if mine else None


def newest(seen: "Seen") -> int:
    """The id of the newest event."""
    return max((event.id for event in seen.events), default=0)
