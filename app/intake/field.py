"""Takes fields out of a sender's JSON object: lenient with types, strict with lengths.

What is missing or impossible is gathered in `errors` in the words of PagerDuty's Events API; what
was too long or could not be kept is named in `cut`.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from app.intake.document import Invalid

KEY = 512  # characters of a dedup key
TITLE = 1024
SOURCE = 500
BODY = 20_000
WORD = 500  # component, group, class, client
ADDRESS = 2000
WHOLE = 1 << 20  # more than a body holds
LINKS = 100
DELIVERY = 200
YEARS = range(1971, 2200)

DOUBLE_ZONE = re.compile(r"([+-]\d\d:?\d\d)Z$", re.ASCII)  # as the `pagerduty` package writes it
WEB = re.compile(
    r"([a-z]+)://(?:[^\s/?#\[\]]+|\[[0-9a-f:.]+\](?::\d+)?)(?:[/?#]\S*)?", re.IGNORECASE
)
EPOCH = re.compile(r"\d{9,17}(\.\d+)?", re.ASCII)


class Fields:
    """One JSON object under a name ("payload"); several of them share `errors` and `cut`."""

    def __init__(self, said: Any, name: str = "", parent: "Fields | None" = None) -> None:
        self.said: Mapping[str, Any] = said if isinstance(said, dict) else {}
        self.name = name
        self.errors: list[str] = parent.errors if parent else []
        self.cut: list[str] = parent.cut if parent else []

    def inner(self, name: str) -> "Fields":
        """The object in one field; an empty one where there is none."""
        return Fields(self.said.get(name), f"{self.name}{name}.", self)

    def text(self, name: str, most: int) -> str:
        """A text, a number or a truth value as text, at most so long; empty where there is none."""
        said = words(self.said.get(name))
        if len(said) > most:
            self.cut.append(f"{self.name}{name}")
        return said[:most]

    def first(self, names: Iterable[str], most: int) -> str:
        """The same of the first of these names that says something."""
        return next((found for name in names if (found := self.text(name, most))), "")

    def needed(self, name: str, most: int) -> str:
        """The same for what must be there."""
        found = self.text(name, most)
        if not found:
            self.errors.append(f"'{self.name}{name}' is missing or blank")
        return found

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One of a few words, in whatever case."""
        said = self.needed(name, WORD).lower()
        if said and said not in choices:
            few = ", ".join(f"'{choice}'" for choice in choices[:-1])
            allowed = f"{few} or '{choices[-1]}'"
            self.errors.append(
                f"'{self.name}{name}' is invalid (must be one of the following: {allowed})"
            )
        return said

    def at(self, name: str) -> datetime | None:
        """An instant. One that cannot be read is no reason to lose an alert: it is flagged."""
        said = self.said.get(name)
        found = instant(said)
        if found is None and said not in (None, ""):
            self.cut.append(f"{self.name}{name}")
        return found

    def links(self, name: str, address: str, schemes: Iterable[str]) -> list[dict[str, str]]:
        """The well-formed ones of a list of objects with a web address; others are flagged."""
        said = self.said.get(name)
        given = said if isinstance(said, list) else [] if said is None else [said]
        kept = [found for each in given[:LINKS] if (found := _link(each, address, schemes))]
        if len(kept) < len(given):
            self.cut.append(f"{self.name}{name}")
        return kept

    @property
    def flags(self) -> tuple[str, ...]:
        """What was cut, each name once."""
        return tuple(dict.fromkeys(self.cut))

    def check(self) -> None:
        """Raises Invalid when something was wrong."""
        if self.errors:
            raise Invalid(self.errors)


def words(said: Any) -> str:
    """What was said as trimmed text: objects and lists as compact JSON, null as nothing."""
    if isinstance(said, str):
        return said.strip()
    if said is None:
        return ""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def dedup(key: str) -> tuple[str, dict[str, Any]]:
    """A key that fits, and what to keep in `details` when it had to be hashed."""
    if len(key) <= KEY:
        return key, {}
    return f"sha256:{sha256(key.encode()).hexdigest()}", {"dedup_key": key}


def delivery(headers: Mapping[str, str], *names: str) -> str | None:
    """The sender's id of this delivery, from the first of these headers that is there."""
    said = next((headers[name] for name in names if headers.get(name)), None)
    if said is None or len(said) <= DELIVERY:
        return said
    return sha256(said.encode()).hexdigest()


def bare(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    return {name: value for name, value in found.items() if value not in ("", None, [], {})}


def hrefs(*pairs: tuple[Any, str]) -> list[dict[str, str]]:
    """Links, out of addresses and what to call them; what is no web address is left out."""
    return [{"href": href, "text": text} for said, text in pairs if (href := web(said))]


def instant(said: Any) -> datetime | None:
    """ISO 8601 (no zone: UTC) or seconds, milli- or microseconds since 1970; aware UTC."""
    try:
        found = _epoch(said) if _is_epoch(said) else _iso(said)
        return found if found is not None and found.year in YEARS else None
    except (ValueError, OverflowError, OSError):
        return None


def web(address: Any, schemes: Iterable[str] = ("http", "https")) -> str:
    """A well-formed web address, or nothing."""
    if not isinstance(address, str) or len(address) > ADDRESS:
        return ""
    found = WEB.fullmatch(address)
    return address if found is not None and found[1].lower() in schemes else ""


def _link(said: Any, address: str, schemes: Iterable[str]) -> dict[str, str] | None:
    if not isinstance(said, dict) or not (found := web(said.get(address), schemes)):
        return None
    kept = {address: found}
    for name in ("text", "alt"):
        if word := words(said.get(name)):
            kept[name] = word[:WORD]
    if address != "href" and (href := web(said.get("href"))):
        kept["href"] = href
    return kept


def _is_epoch(said: Any) -> bool:
    if isinstance(said, str):
        return EPOCH.fullmatch(said.strip()) is not None
    return isinstance(said, int | float) and not isinstance(said, bool)


def _epoch(said: Any) -> datetime:
    count = float(said)
    unit = 1 if count < 1e11 else 1e3 if count < 1e14 else 1e6  # second, milli-, microsecond
    return datetime.fromtimestamp(count / unit, UTC)


def _iso(said: Any) -> datetime | None:
    if not isinstance(said, str):
        return None
    said = said.strip().removesuffix(" UTC")  # as GitLab writes it; no zone is UTC anyway
    found = datetime.fromisoformat(DOUBLE_ZONE.sub(r"\1", said))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
