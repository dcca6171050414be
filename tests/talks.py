"""Conversations as the programs export them, small: Slack, Teams, mail."""

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

NIGHT = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)


def packed(parts: dict[str, Any]) -> bytes:
    """A zip; what is no bytes is written as JSON."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            whole = part if isinstance(part, bytes) else json.dumps(part).encode()
            archive.writestr(name, whole)
    return out.getvalue()


def said(seconds: float, user: str, text: str, **more: Any) -> dict[str, Any]:
    """A message of Slack, `seconds` after midnight."""
    ts = f"{NIGHT.timestamp() + seconds:.6f}"
    return {"type": "message", "user": user, "text": text, "ts": ts} | more


def slack_parts(*messages: dict[str, Any], channel: str = "inc-db") -> dict[str, Any]:
    """What the zip holds."""
    return {
        "users.json": [
            {"id": "U1", "name": "ana", "profile": {"real_name": "Ana G", "email": "a@x.org"}},
            {"id": "U2", "name": "bo", "real_name": "Bo Lind", "profile": {}},
        ],
        "channels.json": [{"id": "C1", "name": channel}],
        f"{channel}/2026-03-29.json": list(messages),
    }


def slack(*messages: dict[str, Any]) -> bytes:
    """An export of one channel."""
    return packed(slack_parts(*messages))


def graph(*rows: dict[str, Any]) -> bytes:
    """An answer of Microsoft Graph."""
    return json.dumps({"@odata.context": "chats", "value": list(rows)}).encode()


def chat(ident: str, at: str, who: str, html: str) -> dict[str, Any]:
    """A chatMessage."""
    return {
        "id": ident,
        "messageType": "message",
        "createdDateTime": at,
        "chatId": "19:abc@thread.v2",
        "from": {"user": {"id": "x", "displayName": who}},
        "body": {"contentType": "html", "content": html},
    }


def mail(ident: str = "<1@x>", body: str = "It is back.", date: str = "") -> bytes:
    """One mail."""
    when = date or "Sun, 29 Mar 2026 00:20:00 +0000"
    head = f"From: Ana G <a@x.org>\nDate: {when}\nMessage-ID: {ident}\nSubject: db\n\n"
    return (head + body + "\n").encode()
