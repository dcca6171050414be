"""The ways a page can reach somebody, as people know them, and the Apprise address each amounts to.

The shape of each address is as Apprise's own documentation of that service has it.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication

RAW = ""  # the way of an address that is typed as it is
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # what a phone's keys do not mix up


@dataclass(frozen=True)
class Blank:
    """One thing to be filled in; `example` is what it looks like, `secret` is shown as dots."""

    key: str
    title: str
    example: str = ""
    secret: bool = False


@dataclass(frozen=True)
class ContactWay:
    """`hint` says where the blanks are had from; `address` puts them together."""

    key: str
    title: str
    hint: str
    blanks: tuple[Blank, ...] = ()
    address: Callable[[Mapping[str, str]], str] = lambda _said: ""


def ways() -> tuple[ContactWay, ...]:
    """In the language of the window; the one for any address is the first."""
    numbers = (
        Blank("to", _tr("To"), "+34 600 000 000"),
        Blank("from", _tr("From"), "+1 555 123 4567"),
    )
    return (
        ContactWay(
            RAW,
            _tr("An address"),
            _tr(
                "Choose how the page travels, or give any address that Apprise knows; the webhook "
                "of a chat as it is."
            ),
        ),
        ContactWay(
            "ntfy",
            _tr("ntfy app"),
            _tr(
                "Install ntfy on the phone and subscribe to this topic there. Who knows the topic "
                "can read it, so it stays hard to guess."
            ),
            (
                Blank("topic", _tr("Topic"), "watchbill-ana-k7m2xq94"),
                Blank("server", _tr("Server"), "ntfy.sh"),
            ),
            _ntfy,
        ),
        ContactWay(
            "pushover",
            "Pushover",
            _tr(
                "Your user key stands on the first page of your account; the token is that of an "
                "application made there once for the team."
            ),
            (
                Blank("user", _tr("User key"), "uQiRzpo4DXghDmr9QzzfQu27cmVRsG"),
                Blank("token", _tr("Application token"), secret=True),
            ),
            lambda said: f"pover://{_safe(said['user'])}@{_safe(said['token'])}",
        ),
        ContactWay(
            "telegram",
            "Telegram",
            _tr(
                "Make a bot with @BotFather and write to it once. @userinfobot tells the number of "
                "your chat."
            ),
            (
                Blank("token", _tr("Token of the bot"), secret=True),
                Blank("chat", _tr("Number of the chat"), "123456789"),
            ),
            lambda said: f"tgram://{quote(said['token'], safe=':')}/{_safe(said['chat'])}",
        ),
        ContactWay(
            "sms",
            _tr("Text message"),
            _tr("Through an account at Twilio; its console shows all of this."),
            (
                *numbers,
                Blank("account", _tr("Account SID"), "AC…"),
                Blank("token", _tr("Auth token"), secret=True),
            ),
            lambda said: (
                f"twilio://{_safe(said['account'])}:{_safe(said['token'])}"
                f"@{_phone(said['from'])}/{_phone(said['to'])}"
            ),
        ),
        ContactWay(
            "signal",
            "Signal",
            _tr("Through signal-cli-rest-api on a machine of yours, with a number of its own."),
            (
                *numbers,
                Blank("server", _tr("Server"), "signal.example.org:8080"),
            ),
            lambda said: (
                f"{_scheme('signal', said['server'])}://{_host(said['server'])}"
                f"/{_phone(said['from'])}/{_phone(said['to'])}"
            ),
        ),
        ContactWay(
            "mail",
            _tr("E-mail"),
            _tr("Sent from a mailbox of the team. Mail is slow: better as the second way."),
            (
                Blank("to", _tr("To"), "ana@example.org"),
                Blank("server", _tr("Mail server"), "smtp.example.org"),
                Blank("from", _tr("Mailbox"), "pager@example.org"),
                Blank("password", _tr("Password"), secret=True),
            ),
            lambda said: (
                f"mailtos://{_safe(said['from'])}:{_safe(said['password'])}"
                f"@{_host(said['server'])}?to={_safe(said['to'])}&from={_safe(said['from'])}"
            ),
        ),
    )


def topic_for(handle: str) -> str:
    """A topic of ntfy that is hard to guess, about 50 bits, and can be typed on a phone."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return "-".join(filter(None, ("watchbill", handle, drawn)))


def _ntfy(said: Mapping[str, str]) -> str:
    return f"{_scheme('ntfy', said['server'])}://{_host(said['server'])}/{_safe(said['topic'])}"


def _scheme(name: str, server: str) -> str:
    """With TLS unless the server is written as one without."""
    return name if server.lower().startswith("http://") else f"{name}s"


def _host(server: str) -> str:
    return quote(server.partition("://")[2].strip("/") or server.strip("/"), safe=":[].")


def _phone(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def _safe(said: str) -> str:
    return quote(said, safe="")


def _tr(words: str) -> str:
    return QCoreApplication.translate("ContactWays", words)
