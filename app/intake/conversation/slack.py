"""A Slack export (zip): `users.json`, `channels.json` and so on, and a folder a channel with one
file of messages a day (Slack's help, "How to read Slack data exports")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.conversation import Conversation, Message
from app.errors import Refused
from app.intake.conversation.archive import Archive
from app.intake.conversation.message import (
    conversation,
    document,
    key_of,
    moment_of,
    shortened,
)
from models.kinds import Source

DAY = re.compile(r"^(?:.*/)?([^/]+)/\d{4}-\d{2}-\d{2}\.json$")
PEOPLE = ("users.json", "org_users.json")
PLACES = ("channels.json", "groups.json", "mpims.json", "dms.json")
SPOKEN = frozenset({"", "me_message", "thread_broadcast", "file_share", "bot_message"})
MARKED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")


@dataclass(frozen=True, slots=True)
class Author:
    """Who a Slack id is."""

    name: str
    email: str = ""


def is_slack(names: list[str]) -> bool:
    """Whether an archive with these parts is such an export."""
    return any(DAY.match(name) for name in names)


def read(archive: Archive) -> Conversation:
    """Raises Refused with one sentence; then nothing of it is used."""
    authors = _authors(archive)
    known = _channels(archive)
    said: list[Message] = []
    skipped = 0
    for name in archive.names:
        day = DAY.match(name)
        if day is None:
            continue
        channel = known.get(day[1], day[1])
        for each in _listed(archive, name):
            message = _message(each, channel, day[1], authors, name)
            said.extend([message] if message else [])
            skipped += message is None
    return conversation(Source.SLACK, said, skipped)


def _message(
    each: Mapping[str, Any], channel: str, folder: str, authors: Mapping[str, Author], name: str
) -> Message | None:
    if each.get("type") != "message" or _word(each, "subtype") not in SPOKEN:
        return None
    files = tuple(_file_names(each))
    text = "\n".join(filter(None, (_word(each, "text"), *_quoted(each))))
    if not text.strip() and not files:
        return None
    stamp = _word(each, "ts")
    try:
        at = moment_of(float(stamp), name)
    except ValueError as fault:
        raise Refused(f"{name} has a message of no time that exists.") from fault
    author = _author(each, authors)
    words = shortened(markdown_of(text, authors))
    ident = key_of("slack", folder, stamp)
    thread = _word(each, "thread_ts")
    thread = "" if thread in ("", stamp) else key_of("slack", folder, thread)
    return Message(ident, at, author.name, author.email, words, channel, thread, files)


def markdown_of(text: str, authors: Mapping[str, Author]) -> str:
    """Slack's own marks (mentions, links, *bold*, ~struck~) as Markdown; code stays as it is."""
    parts = re.split(r"(```.*?```|`[^`\n]*`)", text, flags=re.DOTALL)
    for place in range(0, len(parts), 2):
        words = MARKED.sub(lambda found: _plain(found, authors), parts[place])
        parts[place] = STRUCK.sub(r"~~\1~~", BOLD.sub(r"**\1**", words))
    whole = "".join(parts)
    return whole.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain(found: re.Match[str], authors: Mapping[str, Author]) -> str:
    mark, target, label = found[1], found[2], found[3]
    if mark == "@":
        return f"@{label or authors.get(target, Author(target)).name}"
    if mark == "#":
        return f"#{label or target}"
    if mark == "!":
        return f"@{label or target.split('^')[0]}".replace("@@", "@")
    return f"[{label}]({target})" if label and label != target else target


def _author(each: Mapping[str, Any], authors: Mapping[str, Author]) -> Author:
    known = authors.get(_word(each, "user"))
    if known is not None:
        return known
    profile = each.get("user_profile")
    told = profile if isinstance(profile, Mapping) else {}
    name = _word(told, "real_name") or _word(told, "name") or _word(each, "username")
    return Author(name or _word(each, "user") or _word(each, "bot_id") or "somebody")


def _authors(archive: Archive) -> dict[str, Author]:
    found: dict[str, Author] = {}
    for name in archive.names:
        if name.rsplit("/", 1)[-1] in PEOPLE:
            for each in _listed(archive, name):
                profile = each.get("profile")
                told = profile if isinstance(profile, Mapping) else {}
                full = _word(told, "real_name") or _word(each, "real_name") or _word(each, "name")
                found[_word(each, "id")] = Author(full or _word(each, "id"), _word(told, "email"))
    return found


def _channels(archive: Archive) -> dict[str, str]:
    """Folders by name: those of direct messages are called by an id."""
    found: dict[str, str] = {}
    for name in archive.names:
        if name.rsplit("/", 1)[-1] in PLACES:
            for each in _listed(archive, name):
                title = _word(each, "name") or _word(each, "id")
                found |= {_word(each, "id"): title, title: title}
    return found


def _listed(archive: Archive, name: str) -> Iterator[Mapping[str, Any]]:
    rows = document(archive.read(name), name)
    if not isinstance(rows, list):
        raise Refused(f"{name} is no list, as it is in a Slack export.")
    return (each for each in rows if isinstance(each, Mapping))


def _file_names(each: Mapping[str, Any]) -> Iterator[str]:
    files = each.get("files")
    for file in files if isinstance(files, list) else ():
        if isinstance(file, Mapping):
            yield _word(file, "name") or _word(file, "title") or "file"


def _quoted(each: Mapping[str, Any]) -> Iterator[str]:
    """What a bot attached: the words of its cards."""
    cards = each.get("attachments")
    for card in cards if isinstance(cards, list) else ():
        if isinstance(card, Mapping):
            yield _word(card, "text") or _word(card, "fallback")


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
