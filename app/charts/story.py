"""An incident as a picture for paper: when it was how bad, who was paged, who answered, what was
told. Drawn by matplotlib alone, so that it needs no screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from app.charts import fonts
from app.charts.palette import PAPER, Palette

WIDTH, LANE = 7.4, 0.42  # inches
TITLES = ("Stage", "Alerts", "Pages", "Answers", "Notes", "Updates")
LEAST = timedelta(minutes=5)  # that the picture spans
ENDS = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in a lane: `good`, `alarm`, `warn`, `accent` or `text` is its colour."""

    lane: str
    at: datetime
    tone: str = "text"
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stage while it lasted."""

    name: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """What is drawn; all instants aware. `say`: what lanes and stages are called."""

    start: datetime
    end: datetime
    stages: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    say: Callable[[str], str] = str


def png_of(story: Story, zone: ZoneInfo, palette: Palette = PAPER, dpi: int = 200) -> bytes:
    """The picture, on the wall clock of `zone`."""
    letters = _letters(palette.font)  # before the others: it makes matplotlib ready
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    lanes = [each for each in TITLES if each == "Stage" or _any(story, each)]
    figure = Figure(figsize=(WIDTH, LANE * len(lanes) + 0.55), dpi=dpi, facecolor=palette.ground)
    FigureCanvasAgg(figure)
    axes: Any = figure.add_axes((0.11, 0.42 / figure.get_figheight(), 0.87,
                            1 - 0.5 / figure.get_figheight()))  # fmt: skip
    start, end = story.start, max(story.end, story.start + LEAST)
    margin = (end - start) * 0.02
    axes.set_xlim(_local(start - margin, zone), _local(end + margin, zone))
    axes.set_ylim(len(lanes) - 0.5, -0.5)
    _dress(axes, [story.say(each) for each in lanes], palette, end - start)
    _draw_stages(axes, story, zone, palette, end - start)
    for words in (*axes.get_xticklabels(), *axes.get_yticklabels(), *axes.texts):
        words.set_fontfamily(letters)
    for each in story.marks:
        _draw_mark(axes, lanes.index(each.lane), each, zone, palette)
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=palette.ground, metadata={"Software": "Watchbill"})
    return out.getvalue()


@cache
def _letters(name: str) -> str:
    """The family's name, once it is known to matplotlib."""
    fonts.shipped(f"{name}-Regular")
    return name


def _any(story: Story, lane: str) -> bool:
    return any(each.lane == lane for each in story.marks)


def _dress(axes: Any, lanes: Sequence[str], palette: Palette, span: timedelta) -> None:
    dates: Any = import_module("matplotlib.dates")  # its functions have no types
    axes.set_facecolor(palette.ground)
    font = {"fontsize": palette.points - 1, "color": palette.muted}
    axes.set_yticks(range(len(lanes)), lanes, **font)
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    long = span > timedelta(hours=22)
    hours = dates.DateFormatter("%H:%M")
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator) if long else hours)
    axes.xaxis.get_offset_text().set(fontsize=palette.points - 1, color=palette.muted)
    axes.tick_params(axis="x", labelsize=palette.points - 1, labelcolor=palette.muted,
                     color=palette.line, length=3)  # fmt: skip
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.line)
    for place in range(len(lanes)):
        axes.axhline(place + 0.5, color=palette.line, linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)


def _draw_stages(
    axes: Any, story: Story, zone: ZoneInfo, palette: Palette, span: timedelta
) -> None:
    tones = {
        "triage": palette.alarm,
        "investigating": palette.warn,
        "identified": palette.series[2],
        "monitoring": palette.accent,
    }
    for each in story.stages:
        start, end = _local(each.start, zone), _local(max(each.end, each.start + ENDS), zone)
        axes.barh(
            0, end - start, left=start, height=0.56, color=tones.get(each.name, palette.muted)
        )
        if (each.end - each.start) > span / 9:
            axes.text(start + (end - start) / 2, 0, story.say(each.name), ha="center", va="center",
                      color=palette.ground, fontsize=palette.points - 2)  # fmt: skip


def _draw_mark(axes: Any, lane: int, mark: Mark, zone: ZoneInfo, palette: Palette) -> None:
    tone = getattr(palette, mark.tone)
    axes.plot(
        [_local(mark.at, zone)], [lane], marker="o", markersize=5.5, color=tone,
        markerfacecolor=palette.ground if mark.hollow else tone, markeredgewidth=1.2,
        linestyle="none", clip_on=False,
    )  # fmt: skip


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    """matplotlib draws naive times as they are."""
    return at.astimezone(zone).replace(tzinfo=None)
