"""Who does something, and from where: it stands beside every act that is recorded."""

from dataclasses import dataclass

from models.kinds import Source


@dataclass(frozen=True)
class Actor:
    """`name` is a person's handle, an integration's name, or "watchbill"; `person` is the id if it
    is one."""

    name: str
    source: Source
    person: int | None = None


ENGINE = Actor("watchbill", Source.ENGINE)
