"""Bytes from a stranger as plain JSON that every database takes, or one sentence why not."""

import json
import math
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

from app.domain.incident import storable
from app.errors import Refused

DEEPEST = 64  # levels; what lies deeper is replaced by a word
LONGEST_NUMBER = 300  # digits; longer ones stay text
FORM = "application/x-www-form-urlencoded"
TOO_DEEP = "(nested too deeply)"
HIDDEN = re.compile(r"\\u(?:0000|[dD][89abAB])")  # a NUL, or half a surrogate pair


class Invalid(Refused):
    """A body that cannot be taken; `errors` has one sentence a field, ready for the sender."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = tuple(errors)


def read(raw: bytes) -> Any:
    """The JSON in `raw`, without NULs, surrogate halves, endless numbers and endless nesting.
    Bytes that are no UTF become U+FFFD: an alert is worth more than an accent. Raises Invalid."""
    text = raw.decode(json.detect_encoding(raw), "replace").removeprefix("\ufeff")
    try:
        found = DECODER.decode(text)
    except RecursionError as fault:
        raise Invalid(["The body is nested too deeply"]) from fault
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno} column {fault.colno}"
        raise Invalid([f"The body is not valid JSON: {fault.msg} at {where}"]) from fault
    deep = text.count("[") + text.count("{") > DEEPEST
    hidden = "\\u" in text and HIDDEN.search(text)
    return plain(found) if deep or hidden else found


def posted(raw: bytes, kind: str) -> Any:
    """The same of a body of this content type; a form holds its JSON in `payload`. Raises Invalid.
    Programs that say "form" of any body, as curl does, are read all the same."""
    if not (kind.strip().lower().startswith(FORM) and raw.lstrip().startswith(b"payload=")):
        return read(raw)
    return read(unquote_to_bytes(raw.lstrip()[8:].partition(b"&")[0].replace(b"+", b" ")))


def plain(found: Any, depth: int = 0) -> Any:
    """The same with every string, number and level such that it can be stored."""
    if depth > DEEPEST and isinstance(found, dict | list):
        return TOO_DEEP
    if isinstance(found, dict):
        return {storable(key): plain(value, depth + 1) for key, value in found.items()}
    if isinstance(found, list):
        return [plain(value, depth + 1) for value in found]
    return _scalar(found)


def _scalar(found: Any) -> Any:
    if isinstance(found, str):
        return storable(found)
    if isinstance(found, float) and not math.isfinite(found):
        return str(found)
    return found


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _broken(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_broken, parse_constant=str)
