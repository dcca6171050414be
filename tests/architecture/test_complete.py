"""Nothing is untranslated: the catalogues hold every text, whole, in German and Spanish, and what
the program loads was made of them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT

sys.path.insert(0, str(ROOT / "packaging"))

import gathering
import translations

REMEDY = "run `.venv/bin/python packaging/translations.py`, then translate what is missing"


@pytest.fixture(scope="module")
def found() -> gathering.Gathered:
    """All texts."""
    return gathering.gather()


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_text_is_translated(language: str, found: gathering.Gathered) -> None:
    """None is missing, and none is kept that nobody says any more."""
    known = translations.read(language)
    wanted = {message[:3] for message in found.messages}
    assert {key for key in wanted if not any(known.get(key, ()))} == set(), REMEDY
    assert known.keys() - wanted == set(), REMEDY


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_translation_can_be_filled_in(language: str) -> None:
    """The same placeholders, markup, edges and lines."""
    wrong = {
        key: complaint
        for key, forms in translations.read(language).items()
        if (complaint := translations.complaint(key[1], forms))
    }
    assert wrong == {}


def test_the_window_knows_every_sentence_of_the_program(found: gathering.Gathered) -> None:
    """What it matches refusals against."""
    for context, path in translations.LISTS.items():
        said = sorted(m.source for m in found.messages if m.context == context)
        assert json.loads(path.read_text("utf-8")) == said, REMEDY


@pytest.mark.parametrize("language", ["en", *translations.LANGUAGES])
def test_what_is_loaded_was_made_of_the_catalogue(language: str, tmp_path: Path) -> None:
    """Byte for byte."""
    made = tmp_path / "made.qm"
    translations.compiled(language, made)
    kept = translations.catalogue(language).with_suffix(".qm")
    assert kept.read_bytes() == made.read_bytes(), REMEDY


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_catalogues_are_small_and_quick_to_load(language: str) -> None:
    """The first window does not wait for them: they are mapped, not parsed."""
    assert translations.catalogue(language).with_suffix(".qm").stat().st_size < 1_500_000


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_mnemonics_stay(language: str) -> None:
    """A text with an underlined letter keeps one; one without gets none."""
    known = translations.read(language)
    marks = Counter(
        source
        for (_, source, _), forms in known.items()
        if ("&" in source.replace("&&", "")) != ("&" in forms[0].replace("&&", ""))
    )
    assert marks == Counter()
