"""The sections `categories`, `fields` and `incidents` of the file."""

from functools import partial

from app.domain.workspace import ROOM, CategorySpec, FieldSpec, RespondingSpec
from app.workspace.part import Part
from app.workspace.scalar import truth, word
from models.kinds_together import FieldKind

FIELD = ("name", "kind", "choices", "about", "declare", "needed")


def category(part: Part) -> CategorySpec:
    """One category; a name alone will do."""
    if part.node.text is not None:
        return CategorySpec(part.text("a category's name"))
    fields = part.fields("a category with a name", "name", "about")
    return CategorySpec(fields.name(), fields.text("about"))


def field(part: Part) -> FieldSpec:
    """One field of the team's own."""
    fields = part.fields("a field: {name: ..., kind: text}", *FIELD)
    return FieldSpec(
        name=fields.name(),
        kind=fields.value("kind", "kind of field", partial(word, FieldKind), FieldKind.TEXT),
        choices=fields.names("choices"),
        about=fields.text("about"),
        declare=fields.value("declare", "truth", truth, False),
        needed=fields.value("needed", "truth", truth, False),
    )


def responding(part: Part | None) -> RespondingSpec | None:
    """How the team responds; None where the file does not say."""
    if part is None or part.empty:
        return None
    fields = part.fields("how you respond: {bridge: ..., why: [...]}", "bridge", "why")
    bridge = fields.get("bridge")
    said = ROOM if bridge is None else bridge.text("an address to talk at, or none")
    return RespondingSpec("" if said == "none" else said, fields.names("why"))
