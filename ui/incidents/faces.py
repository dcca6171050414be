"""Who is who: handles to names and faces, for everything an incident shows; kept fresh."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge
from ui.incidents import reads
from ui.theme.colours import chosen_colour
from ui.widgets.avatar import Face

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.choice import PersonChoice


class Faces(QObject):
    """Until they are read, a handle stands for its person."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._known: dict[str, Face] = {}
        self.people: tuple[tuple[int, Face], ...] = ()  # those who can be chosen
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)
        if bridge.post is not None:
            self.ask()

    def ask(self) -> None:
        """Read again."""
        self._bridge.read(reads.people, self._show, key=(id(self), "people"))

    def face(self, handle: str) -> Face:
        """Of a handle; a face of its own for a name nobody knows, such as a sender's."""
        return self._known.get(handle) or Face(handle)

    def name(self, handle: str) -> str:
        """As people say it: the first name, or the handle itself."""
        known = self._known.get(handle)
        return known.first if known else handle

    def _show(self, people: "list[PersonChoice]") -> None:
        faces = [(p, Face(p.name, p.full_name, chosen_colour(p.colour))) for p in people]
        self._known = {person.name: face for person, face in faces}
        self.people = tuple((person.id, face) for person, face in faces if person.active)
        self.changed.emit()

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("person"):
            self.ask()
