"""Any file that may hold a conversation: what it is is read from its bytes, not from its name."""

from app.domain.conversation import Conversation
from app.errors import Refused
from app.intake.conversation import mail, slack, teams
from app.intake.conversation.archive import Archive, archive
from app.intake.conversation.message import (
    FILE,
    conversation,
    document,
)

UNKNOWN = (
    "This is no conversation that can be read; expected a Slack export (.zip), a Teams export "
    "(.json or .zip) or mails (.eml, .mbox)."
)
ENDINGS = (".zip", ".json", ".eml", ".mbox", ".mbx")


def looks_like(name: str) -> bool:
    """Whether a file of this name may be meant as a conversation rather than as an attachment."""
    return name.lower().endswith(ENDINGS)


def read(content: bytes, name: str) -> Conversation:
    """What it says. Raises Refused with one sentence where it is no conversation, broken, empty or
    larger than any; then nothing of it is used."""
    if len(content) > FILE:
        raise Refused(f"{name} is larger than 200 MB; export a shorter time.")
    if not content:
        raise Refused(f"{name} is empty.")
    found = _read(content, name)
    if not found.messages:
        raise Refused(f"{name} has no message of a person in it.")
    return found


def _read(content: bytes, name: str) -> Conversation:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with archive(content) as opened:
            return _unpacked(opened)
    if content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] in (b"{", b"["):
        told = document(content, name)
        if not teams.is_teams(told):
            raise Refused(UNKNOWN)
        return teams.read(told, name)
    if mail.is_mail(content):
        return mail.read(content, name)
    raise Refused(UNKNOWN)


def _unpacked(opened: Archive) -> Conversation:
    if slack.is_slack(opened.names):
        return slack.read(opened)
    found = [_part(opened, name) for name in opened.names]
    parts = [part for part in found if part is not None]
    if not parts:
        raise Refused(UNKNOWN)
    if len({part.source for part in parts}) > 1:
        raise Refused("This archive mixes conversations of several kinds; bring in one at a time.")
    messages = (message for part in parts for message in part.messages)
    return conversation(parts[0].source, messages, sum(part.skipped for part in parts))


def _part(opened: Archive, name: str) -> Conversation | None:
    """A Teams document or a mail of an archive; None for anything else."""
    if name.startswith("__MACOSX/"):
        return None
    if name.lower().endswith(".json"):
        told = document(opened.read(name), name)
        return teams.read(told, name) if teams.is_teams(told) else None
    if name.lower().endswith((".eml", ".mbox")):
        return mail.read(opened.read(name), name)
    return None
