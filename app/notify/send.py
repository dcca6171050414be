"""Hands one message to one Apprise address. Neither a log record nor an outcome ever repeats any
part of the address: it holds the secret."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from app.notify.address import scheme
from app.notify.library import apprise
from models.kinds import PageState, Urgency

HIDDEN = "…"
SECRETS = re.compile(
    r"\w[\w.+-]*://\S+"  # addresses
    r"|[\w.+-]+@[\w.-]+"  # mailboxes
    r"|\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?"  # hosts by number
    r"|\+?\d[\d ()-]{6,}\d"  # telephones
    r"|[\w-]{20,}"  # tokens
)
PLAIN = frozenset({"and", "the", "sent", "send", "failed", "error", "notification", "to", "from"})
CODE = re.compile(r"[.:]?,? error=(\w+)\.?$")  # how Apprise ends most of its complaints
LOUD = {  # of what pages a phone: the word that gets past its silence, by Apprise's documentation
    "ntfy": "max", "ntfys": "max", "gotify": "high", "gotifys": "high", "pover": "high",
}  # fmt: skip
MALFORMED = "{} cannot be used: its address is malformed."
LONGEST = 240  # characters of an error


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try: sent, failed, unknown or cancelled; `error` is one sentence. `again`:
    trying the same once more may help."""

    state: PageState
    error: str = ""
    again: bool = True


SENT = Outcome(PageState.SENT)


def send(address: str, subject: str, body: str, urgency: Urgency) -> Outcome:
    """Sends at once, on this thread; may take as long as the transport likes."""
    kind = scheme(address) or "this address"
    try:
        service = apprise().Apprise.instantiate(loud(address, urgency), asset=_asset())
        if service is None:
            return Outcome(PageState.FAILED, MALFORMED.format(kind), again=False)
        result = _notified(service, subject, body, urgency)
    except Exception as fault:  # noqa: BLE001 - a plugin may raise anything; its text may tell secrets
        return Outcome(PageState.FAILED, f"{kind} broke: {type(fault).__name__}.")
    return SENT if result else Outcome(PageState.FAILED, f"{kind}: {_reason(result, address)}")


def post(address: str, subject: str, body: str, files: Sequence[Path]) -> Outcome:
    """The same with files, which not every service takes."""
    kind = scheme(address) or "this address"
    try:
        service = apprise().Apprise.instantiate(address, asset=_asset())
        if service is None:
            return Outcome(PageState.FAILED, MALFORMED.format(kind), again=False)
        result = _notified(service, subject, body, Urgency.LOW, files)
    except Exception as fault:  # noqa: BLE001 - a plugin may raise anything; its text may tell secrets
        return Outcome(PageState.FAILED, f"{kind} broke: {type(fault).__name__}.")
    return SENT if result else Outcome(PageState.FAILED, f"{kind}: {_reason(result, address)}")


def loud(address: str, urgency: Urgency) -> str:
    """What is urgent asks the phone to be loud, unless the address itself says how loud."""
    word = LOUD.get(scheme(address), "") if urgency is Urgency.HIGH else ""
    if not word or re.search(r"[?&]priority=", address, re.IGNORECASE):
        return address
    return f"{address}{'&' if '?' in address else '?'}priority={word}"


def warm() -> None:
    """Loads what the first message would otherwise wait for (0.7 s)."""
    apprise().Apprise.instantiate("json://localhost", asset=_asset())


def scrubbed(text: str, address: str) -> str:
    """One line of text without any part of the address, or what looks like one."""
    line = SECRETS.sub(HIDDEN, " ".join(text.split()))
    for part in sorted(_parts(address), key=len, reverse=True):
        edge = r"(?<!\w){}(?!\w)" if len(part) < 4 else "{}"
        line = re.sub(edge.format(re.escape(part)), HIDDEN, line, flags=re.IGNORECASE)
    return line[:LONGEST]


def _notified(
    service: Any, subject: str, body: str, urgency: Urgency, files: Sequence[Path] = ()
) -> Any:
    kinds = apprise().NotifyType
    library = apprise().Apprise(asset=_asset())
    library.add(service)
    return library.notify(
        title=subject,
        body=body,
        body_format=apprise().NotifyFormat.TEXT,
        notify_type=kinds.FAILURE if urgency is Urgency.HIGH else kinds.WARNING,
        attach=[str(each) for each in files] or None,
    )


def _reason(result: Any, address: str) -> str:
    said = [entry.message for entry in result.logs() if entry.level in ("WARNING", "ERROR")]
    plain = CODE.sub(r" (\1).", scrubbed(said[0], address)) if said else ""
    return plain or "it was not accepted."


def _parts(address: str) -> set[str]:
    """Every word of an address, as it stands and decoded, without the service's own name."""
    _, _, rest = address.partition("://")
    words = {each for text in (rest, unquote(rest)) for each in re.split(r"[:/?&=@,#;\s]+", text)}
    return {word for word in words if word and word.lower() not in PLAIN}


@cache
def _asset() -> Any:
    return apprise().AppriseAsset(
        app_id="Watchbill",
        app_desc="Watchbill",
        async_mode=False,  # on the calling thread: the engine has a limit of its own
        service_timeout=0,
        storage_mode="memory",
        allow_templates=False,
    )
