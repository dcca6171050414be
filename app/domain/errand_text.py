"""What a command or HTTP step would do, exactly: variables filled in so that no value can become
anything but a value. What a person approves is this text, and only this text is run."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.domain.moment import spoken
from app.domain.playbook import PlayStepSpec
from models.kinds import PlayKind

SLOT = re.compile(r"\{\{\s*([a-z][a-z0-9_]{0,39})\s*\}\}")
SHELL_SLOT = re.compile(r"\$\{?wb_([a-z][a-z0-9_]{0,39})")
KNOWN = ("number", "title", "service", "severity", "category", "stage")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
HEADER = re.compile(r"([A-Za-z0-9-]{1,60}):\s*(.*)")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
ADDRESS = re.compile(r"https?://(?P<host>[^/?#\\\s]+)(?:[/?#][^\\\s]*)?", re.IGNORECASE)
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
LONGEST = 2000  # characters of one value
NOTE = re.compile(  # what we say of how it is run; all else of its text is the team's
    r"^\((?:no shell|by the shell /bin/sh|redirects are not followed), ended after [0-9dhms]+\)$",
    re.MULTILINE,
)


class Unfit(ValueError):
    """Why it cannot be filled in, as a sentence."""


@dataclass(frozen=True)
class Errand:
    """Ready to run, once `text` was approved. A command has `argv`, an HTTP call `method` and
    `url`; `env` are the values a shell script reads."""

    text: str
    time_out: timedelta
    argv: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    method: str = ""
    url: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""


def asked(step: PlayStepSpec) -> tuple[str, ...]:
    """The values that somebody must give, for no incident knows them."""
    pattern = SHELL_SLOT if step.shell else SLOT
    names = dict.fromkeys(pattern.findall(step.code))
    return tuple(name for name in names if name not in KNOWN)


def problem_of(step: PlayStepSpec) -> str:
    """What is wrong with a step's code; empty when nothing is."""
    if not step.code.strip():
        what = "request" if step.kind is PlayKind.HTTP else "command"
        return f"Write the {what} between two lines of three back-ticks: ```."
    slots = {*SLOT.findall(step.code), *SHELL_SLOT.findall(step.code)}
    try:
        errand(step, dict.fromkeys(slots, "x"))
    except Unfit as fault:
        return str(fault)
    return ""


def errand(step: PlayStepSpec, values: Mapping[str, str]) -> Errand:
    """Filled in. Raises Unfit with one sentence."""
    for name, value in values.items():
        if CONTROL.search(value) or len(value) > LONGEST:
            raise Unfit(f"The value of {name} has line breaks or is too long for one value.")
    if step.kind is PlayKind.HTTP:
        return _request(step, values)
    return _script(step, values) if step.shell else _command(step, values)


def _command(step: PlayStepSpec, values: Mapping[str, str]) -> Errand:
    """No shell: the text is cut into words first and filled in after, so that a value stays within
    its word whatever it holds."""
    code = step.code.replace("\\\n", " ").strip()
    if "\n" in code:
        raise Unfit("A command is one line; for a script add the line “Shell: yes”.")
    try:
        words = shlex.split(code)
    except ValueError as fault:
        raise Unfit("A quotation mark is not closed in this command.") from fault
    if not words or SLOT.search(words[0]):
        raise Unfit("The program itself must be written out, not filled in.")
    if found := {"|", ">", ">>", "<", "&&", "||", ";", "&"}.intersection(words):
        raise Unfit(f"“{min(found)}” needs a shell: add the line “Shell: yes”.")
    argv = (words[0], *(_word(each, values) for each in words[1:]))
    said = f"(no shell, ended after {spoken(step.time_out)})"
    return Errand(f"{shlex.join(argv)}\n{said}", step.time_out, argv=argv)


def _word(word: str, values: Mapping[str, str]) -> str:
    filled = _filled(word, values)
    if SLOT.match(word) and filled.startswith("-"):
        raise Unfit(f"“{filled[:40]}” begins with a dash and would be taken for an option.")
    return filled


def _script(step: PlayStepSpec, values: Mapping[str, str]) -> Errand:
    """A shell gets its values by its environment, never by its text."""
    if SLOT.search(step.code):
        raise Unfit('In a shell step write "$wb_service" instead of {{service}}.')
    env = tuple(
        (f"wb_{n}", _value(n, values)) for n in dict.fromkeys(SHELL_SLOT.findall(step.code))
    )
    values_of = "".join(f"\n{name}={shlex.quote(value)}" for name, value in env)
    said = f"(by the shell /bin/sh, ended after {spoken(step.time_out)})"
    return Errand(
        f"{step.code.strip()}\n{said}{values_of}",
        step.time_out,
        argv=("/bin/sh", "-eu", "-c", step.code),
        env=env,
    )


def _request(step: PlayStepSpec, values: Mapping[str, str]) -> Errand:
    head, _, body = step.code.strip().partition("\n\n")
    first, *lines = head.splitlines()
    method, _, address = first.strip().partition(" ")
    if method not in METHODS:
        raise Unfit(f"The first line is a method and an address: {METHODS[0]} https://…")
    headers = tuple(_header(each, values) for each in lines)
    kind = {name.lower(): value for name, value in headers}.get("content-type", "")
    url = _address(address.strip(), values)
    body = _body(body, values, "json" in kind)
    shown = [f"{method} {url}", *(f"{name}: {value}" for name, value in headers)]
    text = "\n".join([*shown, *(["", body] if body else [])])
    said = f"(redirects are not followed, ended after {spoken(step.time_out)})"
    return Errand(
        f"{text}\n{said}", step.time_out, method=method, url=url, headers=headers, body=body
    )


def _address(address: str, values: Mapping[str, str]) -> str:
    parts = ADDRESS.fullmatch(SLOT.sub("{{}}", address))
    if parts is None:
        raise Unfit("The address begins with https:// (or http://) and has no blanks.")
    if "@" in parts["host"]:
        raise Unfit("No user and password in an address: everybody who opens this would see them.")
    if "{{" in parts["host"]:
        raise Unfit("The host must be written out, not filled in.")
    return SLOT.sub(lambda found: _quoted(_value(found.group(1), values)), address)


def _quoted(value: str) -> str:
    """As one part of an address (RFC 3986, 2.1)."""
    return "".join(chr(n) if n in UNRESERVED else f"%{n:02X}" for n in value.encode())


def _header(line: str, values: Mapping[str, str]) -> tuple[str, str]:
    found = HEADER.fullmatch(line.strip())
    if found is None:
        raise Unfit("Below the address stand headers such as “Accept: application/json”.")
    return found.group(1), _filled(found.group(2), values)


def _body(body: str, values: Mapping[str, str], as_json: bool) -> str:
    def put(found: re.Match[str]) -> str:
        value = _value(found.group(1), values)
        return json.dumps(value, ensure_ascii=False)[1:-1] if as_json else value

    return SLOT.sub(put, body)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return SLOT.sub(lambda found: _value(found.group(1), values), text)


def _value(name: str, values: Mapping[str, str]) -> str:
    if not values.get(name, "").strip():
        raise Unfit(f"Say what {name.replace('_', ' ')} is.")
    return values[name]
