"""Colours that can be read, told apart, and stay."""

import numpy as np
import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import plots
from ui.theme.colours import (
    DARK,
    LIGHT,
    ON_PERSON,
    PAIRS,
    PEOPLE,
    Colours,
    contrast,
    mixed,
    person_colour,
)
from ui.theme.current import Scheme, Theme

# How the three kinds of colour blindness see linear RGB (Machado, Oliveira, Fernandes 2009).
SIGHT = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_can_be_read_on_every_surface(colours: Colours, text: str, surface: str) -> None:
    ratio = contrast(getattr(colours, text), getattr(colours, surface))
    assert ratio >= 4.5, f"{text} on {surface}: {ratio:.2f}"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_without_words_are_seen(colours: Colours) -> None:
    """Focus rings and state dots: 3:1 as WCAG asks of graphics."""
    for mark in ("focus", "good", "warn", "alarm", "accent"):
        assert contrast(getattr(colours, mark), colours.surface) >= 3.0, mark


@pytest.mark.parametrize(("colours", "series"), [(LIGHT, plots.LIGHT), (DARK, plots.DARK)])
def test_lines_of_charts_are_seen(colours: Colours, series: tuple[str, ...]) -> None:
    worst = min(series, key=lambda each: contrast(each, colours.surface))
    assert contrast(worst, colours.surface) >= 3.0, worst
    for mark in ("sev1", "sev2", "sev4", "good", "alarm", "warn"):
        assert contrast(getattr(colours, mark), colours.surface) >= 3.0, mark


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_hints_in_fields_can_be_read(scheme: Scheme, worn: Theme) -> None:
    worn.wear(scheme)
    palette = QApplication.palette()
    hint = palette.color(QPalette.ColorRole.PlaceholderText).name()
    for ground in ("surface", "sunken", "window"):
        assert contrast(hint, getattr(worn.colours, ground)) >= 4.5, ground


def test_white_letters_are_read_on_every_person() -> None:
    assert min(contrast(ON_PERSON, colour) for colour in PEOPLE) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_people_are_told_apart_by_every_eye(sight: str) -> None:
    seen = np.array([lab(colour, np.array(SIGHT[sight])) for colour in PEOPLE])
    apart = np.sqrt(((seen[:, None] - seen[None]) ** 2).sum(-1))
    apart[np.diag_indices(len(PEOPLE))] = np.inf
    assert apart.min() >= 18


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour as seen."""
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(sight @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    cube = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * cube[1] - 16, 500 * (cube[0] - cube[1]), 200 * (cube[1] - cube[2])])


def test_a_person_keeps_the_colour() -> None:
    assert person_colour("ana") == "#028193"
    assert person_colour("ana", "#123456") == "#123456"
    names = ("ana", "ben", "cy", "dan", "eva", "fay", "gus", "hana")
    sample = {person_colour(name) for name in names}
    assert len(sample) == 8


def test_contrast_and_mixing_know_their_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"
