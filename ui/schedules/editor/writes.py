"""What the panel has written, on the writer's thread."""

import re
from typing import TYPE_CHECKING

from app.domain.handle import handle_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.actor import Actor
    from app.domain.workspace import ScheduleSpec
    from app.store import Store


def begin(
    store: "Store", spec: "ScheduleSpec", names: "Sequence[tuple[str, str]]", by: "Actor"
) -> int:
    """A new schedule, with people who are new too. Raises Refused beside a field."""
    from app.domain.workspace import PersonSpec
    from app.operations.people import save_person
    from app.operations.rota import save_schedule

    for handle, name in names:
        save_person(store, PersonSpec(handle, name, time_zone=spec.time_zone), by)
    return save_schedule(store, spec, by)


def remove(store: "Store", ident: int, by: "Actor") -> None:
    """Takes a schedule out. Raises Refused naming the policies that need it."""
    from app.operations.rota import remove_schedule

    remove_schedule(store, ident, by)


def bring_back(store: "Store", spec: "ScheduleSpec", by: "Actor") -> int:
    """One that was taken out."""
    from app.operations.rota import save_schedule

    return save_schedule(store, spec, by)


def handles(text: str) -> list[tuple[str, str]]:
    """Names with commas between, each with a handle of its own: Ana Ruiz -> ana."""
    found: dict[str, str] = {}
    for name in filter(None, (" ".join(part.split()) for part in re.split(r"[,;\n]", text))):
        words = re.findall(r"[a-z0-9]+", handle_of(name)) or ["person"]
        handle, place = words[0], 2
        if handle in found and len(words) > 1:
            handle = f"{words[0]}.{words[-1]}"
        while handle in found or handle == "nobody":
            handle, place = f"{words[0]}{place}", place + 1
        found[handle] = name
    return list(found.items())
