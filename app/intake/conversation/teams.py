"""Two exports of Teams: messages as Microsoft Graph gives them (`chatMessage`, of the Teams Export
API and the tools on it), and a person's own data (`messages.json`: conversations with a
`MessageList`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.conversation import Conversation, Message
from app.errors import Refused
from app.intake.conversation.markup import markdown_of
from app.intake.conversation.message import (
    conversation,
    instant_of,
    key_of,
    shortened,
)
from models.kinds import Source

SPOKEN = ("Text", "RichText", "RichText/Html")


def is_teams(told: Any) -> bool:
    """Whether a JSON document is one of the two."""
    if isinstance(told, Mapping) and isinstance(told.get("conversations"), list):
        return True
    return any("createdDateTime" in each for each in _graph(told))


def read(told: Any, what: str) -> Conversation:
    """Raises Refused with one sentence; then nothing of it is used."""
    said: list[Message] = []
    skipped = 0
    personal = isinstance(told, Mapping) and isinstance(told.get("conversations"), list)
    for message in _personal(told, what) if personal else _chat(told, what):
        said.extend([message] if message else [])
        skipped += message is None
    return conversation(Source.TEAMS, said, skipped)


def _chat(told: Any, what: str) -> Iterator[Message | None]:
    for each in _graph(told):
        yield _chat_message(each, what)
        replies = each.get("replies")
        for reply in replies if isinstance(replies, list) else ():
            if isinstance(reply, Mapping):
                yield _chat_message(reply, what)


def _chat_message(each: Mapping[str, Any], what: str) -> Message | None:
    sender, body = _part(each, "from"), _part(each, "body")
    user = _part(sender, "user") or _part(sender, "application")
    text = _word(body, "content")
    words = markdown_of(text) if _word(body, "contentType").lower() == "html" else text
    files = tuple(filter(None, (_word(file, "name") for file in _rows(each, "attachments"))))
    gone = bool(_word(each, "deletedDateTime"))
    if _word(each, "messageType") not in ("", "message") or gone or not (words.strip() or files):
        return None
    place = _part(each, "channelIdentity")
    where = _word(place, "channelId") or _word(each, "chatId")
    name = _word(place, "displayName") or _word(each, "topic") or where
    ident = _word(each, "id") or key_of(_word(each, "createdDateTime"), text)
    thread = _word(each, "replyToId")
    return Message(
        key=key_of("teams", where, ident),
        at=instant_of(_word(each, "createdDateTime"), what),
        author=_word(user, "displayName") or _word(user, "id") or "somebody",
        email=_word(user, "email") or _word(user, "userPrincipalName"),
        text=shortened(words),
        channel=name,
        thread=key_of("teams", where, thread) if thread else "",
        files=files,
    )


def _personal(told: Mapping[str, Any], what: str) -> Iterator[Message | None]:
    me = _word(told, "userId")
    for place in _rows(told, "conversations"):
        where = _word(place, "id")
        topic = _word(_part(place, "threadProperties"), "topic")
        name = _word(place, "displayName") or topic or where
        for each in _rows(place, "MessageList"):
            yield _personal_message(each, where, name, me, what)


def _personal_message(
    each: Mapping[str, Any], where: str, name: str, me: str, what: str
) -> Message | None:
    text = markdown_of(_word(each, "content"))
    if _word(each, "messagetype") not in SPOKEN or not text:
        return None
    sender = _word(each, "from")
    author = _word(each, "displayName") or sender.partition(":")[2] or sender or me or "somebody"
    mail = sender if "@" in sender else me if "@" in me and not sender else ""
    stamp = _word(each, "originalarrivaltime")
    ident = _word(each, "id") or key_of(stamp, text)
    mail = mail.rpartition(":")[2]
    return Message(
        key_of("teams", where, ident), instant_of(stamp, what), author, mail, shortened(text), name
    )


def _graph(told: Any) -> Iterator[Mapping[str, Any]]:
    """Messages of one answer of Graph (`value`), of several (a list of answers), or bare."""
    rows = told
    if isinstance(told, Mapping):
        rows = told.get("value", told.get("messages"))
    for each in rows if isinstance(rows, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("value"), list):
            yield from (row for row in each["value"] if isinstance(row, Mapping))
        elif isinstance(each, Mapping):
            yield each


def _rows(row: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = row.get(key)
    if found is not None and not isinstance(found, list):
        raise Refused(f"{key} is no list, as it is in a Teams export.")
    return [each for each in found or () if isinstance(each, Mapping)]


def _part(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = row.get(key)
    return found if isinstance(found, Mapping) else {}


def _word(row: Mapping[str, Any], key: str) -> str:
    found = row.get(key)
    return found if isinstance(found, str) else ""
