"""Bytes become JSON that can be stored, or a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.intake import document
from app.intake.document import Invalid
from tests.app.intake.payloads import anything, tried


def storable(value: Any) -> bool:
    """What PostgreSQL's json and text columns take."""
    written = json.dumps(value, allow_nan=False, ensure_ascii=False)
    return bool(written.encode()) and "\\u0000" not in written


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ('{"a": "é"}'.encode("utf-16"), {"a": "é"}),
        ('{"a": "é"}'.encode("latin-1"), {"a": "\ufffd"}),
        (b'{"a": NaN, "b": -Infinity, "c": 1e999}', {"a": "NaN", "b": "-Infinity", "c": "1e999"}),
        (b'{"a": "x\\u0000y"}', {"a": "xy"}),
        (b'{"\\ud800": "\\ud83d\\ude00"}', {"?": "😀"}),
        (b"[" + b"9" * 5000 + b"]", ["9" * 5000]),
    ],
)
def test_odd_json_is_read(raw: bytes, meant: Any) -> None:
    """Signals matter more than the letter of a standard."""
    found = document.read(raw)
    assert found == meant
    assert storable(found)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The body is not valid JSON: Expecting value at line 1 column 1"),
        (b'{"a": 1,\n}', "line 2 column 1"),
        (b"routing_key=x", "Expecting value"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[" + b"9" * 5000 + b"," + b"[" * 200_000, "nested too deeply"),
        (b"[" + b"9" * 5000 + b",", "Expecting value"),
        (b'"\x00"', "Invalid control character"),
        (b"{} {}", "Extra data"),
    ],
)
def test_broken_json_is_refused_in_one_sentence(raw: bytes, sentence: str) -> None:
    """It says where."""
    with pytest.raises(Invalid) as refusal:
        document.read(raw)
    assert len(refusal.value.errors) == 1
    assert sentence in refusal.value.errors[0]


def test_deep_nesting_is_cut() -> None:
    """To a depth that anybody can read back."""
    deep = b'{"a":' * 300 + b"1" + b"}" * 300
    written = json.dumps(document.read(deep))
    assert document.TOO_DEEP in written
    assert written.count("{") == document.DEEPEST + 1


@given(st.binary(max_size=200))
@example(b'\x00\x00\x00"')
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing else is ever raised."""
    found = tried(lambda: document.read(raw))
    assert storable(found)
    assert found != ()


@given(anything)
def test_what_python_writes_is_read_back_storable(value: Any) -> None:
    """NaN, surrogate halves and NULs included."""
    assert storable(document.read(json.dumps(value).encode()))
