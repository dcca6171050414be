"""A conversation that was held elsewhere, as a value."""

from dataclasses import dataclass
from datetime import datetime

from models.kinds import Source


@dataclass(frozen=True, slots=True)
class Message:
    """`key` tells it from every other one of its sender (64 characters at most); `email` is empty
    where it is not known; `text` is Markdown; `at` aware UTC."""

    key: str
    at: datetime
    author: str
    email: str
    text: str
    channel: str = ""
    thread: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a file says, oldest first. `skipped` counts what is no message of a person: joins,
    topics, calls, deleted ones."""

    source: Source
    messages: tuple[Message, ...]
    skipped: int = 0

    @property
    def channels(self) -> tuple[str, ...]:
        """Where it was said, by name."""
        return tuple(sorted({each.channel for each in self.messages}))
