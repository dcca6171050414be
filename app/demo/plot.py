"""What goes wrong in the sample team's two years: a seeded draw from the kinds of trouble.

Known truths, which the figures must show: answers get a third quicker over the two years; search
wakes people at night more than any other service; the card provider fails more often in its last
half year.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp
from statistics import NormalDist
from zoneinfo import ZoneInfo

from app.demo.kinds import KINDS, Kind

QUICKER = 0.33  # share by which answering and solving get quicker from first day to last
SLEPT = 0.08  # share that is slept through, so that the next level gets it
USUAL = NormalDist(4.6, 0.5)  # the logarithm of the seconds to an answer on the first day
DECLINED, RELAPSED = 0.04, 0.03
LONGEST = timedelta(hours=8)  # to solve
QUIET = timedelta(hours=10)  # before the end, so that what was drawn is over by then
ZONES = {"search": ZoneInfo("Asia/Singapore"), "web": ZoneInfo("Asia/Singapore")}
HOME = ZoneInfo("Europe/Madrid")


@dataclass(frozen=True)
class Trouble:
    """One piece of trouble as it will be played; times count from `at`."""

    at: datetime
    kind: Kind
    key: str
    repeats: int
    heals: bool
    acknowledged: timedelta
    identified: timedelta
    solved: timedelta
    impact_before: timedelta
    declined: bool = False
    relapses: bool = False


def troubles(count: int, start: datetime, end: datetime, seed: int) -> list[Trouble]:
    """So many pieces of trouble between two instants, in order; all are over before the end."""
    chance = random.Random(seed)
    ranks = _ranks(chance, count)
    places = ((number + chance.uniform(-2, 3)) / count for number in range(count))
    drawn = [
        _one(chance, start, end - QUIET, min(max(share, 0.0), 1.0), rank)
        for share, rank in zip(places, ranks, strict=True)
    ]
    drawn.sort(key=lambda each: each.at)
    return [replace(each, key=_key(each.kind, number)) for number, each in enumerate(drawn)]


def present(end: datetime) -> list[Trouble]:
    """What is not over yet at the end, each at another stage."""
    titles = {kind.title: kind for kind in KINDS}
    found = [
        _standing(titles[title], end - timedelta(minutes=ago), *minutes)
        for title, ago, *minutes in PRESENT
    ]
    return sorted(found, key=lambda each: each.at)


PRESENT = (  # began so many minutes ago; answered, identified and solved so many after that
    ("Certificate of api expires in 7 days", 300, 12, 400, 600),
    ("Sign-in page returns 500 for some customers", 140, 3, 31, 155),
    ("Checkout fails for card payments", 47, 1.5, 21, 90),
    ("Customer cannot invite colleagues", 26, 9, 120, 200),
    ("Search answers slowly for large catalogues", 4, 60, 90, 120),
)


def _standing(
    kind: Kind, at: datetime, acknowledged: float, identified: float, solved: float
) -> Trouble:
    return Trouble(
        at=at.replace(microsecond=0),
        kind=kind,
        key=_key(kind, "now"),
        repeats=6,
        heals=False,
        acknowledged=timedelta(minutes=acknowledged),
        identified=timedelta(minutes=identified),
        solved=timedelta(minutes=solved),
        impact_before=timedelta(minutes=2),
    )


def _ranks(chance: random.Random, count: int) -> list[float]:
    """How slow each answer is among all, 0 to 1: every ten in a row hold one of each tenth, so that
    luck does not hide a trend."""
    tenths = range(10)
    rows = (chance.sample(tenths, 10) for _ in range(count // 10 + 1))
    return [(tenth + chance.uniform(0.01, 0.99)) / 10 for row in rows for tenth in row][:count]


def _one(
    chance: random.Random, start: datetime, end: datetime, share: float, rank: float
) -> Trouble:
    kind = chance.choices(KINDS, [_weight(kind, share) for kind in KINDS])[0]
    at = _hour(chance, start + (end - start) * share, kind, start, end)
    speed = 1 - QUICKER * ((at - start) / (end - start))
    heals = chance.random() < kind.heals
    acknowledged = _answered(chance, speed, rank)
    solved = timedelta(minutes=kind.minutes * chance.lognormvariate(0, 0.5) * speed)
    at_once = heals and chance.random() < 0.3  # over before anybody has looked
    least = acknowledged * 0.6 if at_once else acknowledged * 2 + timedelta(minutes=4)
    solved = least if at_once else min(max(solved, least), LONGEST)
    worked = chance.uniform(0.3, 0.6)
    return Trouble(
        at=at,
        kind=kind,
        key="",
        repeats=chance.choice((0, 0, 0, 1, 2, 4)),
        heals=heals,
        acknowledged=acknowledged,
        identified=acknowledged + (solved - acknowledged) * worked,
        solved=solved,
        impact_before=timedelta(seconds=chance.randrange(20, 400)),
        declined=not heals and chance.random() < DECLINED,
        relapses=not heals and chance.random() < RELAPSED,
    )


def _answered(chance: random.Random, speed: float, rank: float) -> timedelta:
    found = timedelta(seconds=exp(USUAL.inv_cdf(rank)) * speed)
    slept = rank > 1 - SLEPT
    return found + timedelta(minutes=chance.uniform(11, 17)) if slept else found


def _weight(kind: Kind, share: float) -> float:
    worse = kind.service == "card-provider" and share > 0.75
    return kind.weight * (2.5 if worse else 1)


def _hour(
    chance: random.Random, day: datetime, kind: Kind, start: datetime, end: datetime
) -> datetime:
    """An instant of that day, by the clock of the people who look after the service."""
    busy = chance.random() < 0.55 and kind.hours == (0, 24)  # most trouble comes with deploys
    low, high = (9, 18) if busy else kind.hours
    seconds = int(chance.uniform(low, high) * 3600)
    midnight = day.astimezone(ZONES.get(kind.service, HOME)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    at = (midnight + timedelta(seconds=seconds)).astimezone(start.tzinfo)
    if busy and midnight.weekday() >= 5:
        at -= timedelta(days=midnight.weekday() - 4)
    week = timedelta(days=7)
    return at + week if at < start else at - week if at >= end else at


def _key(kind: Kind, number: int | str) -> str:
    slug = "-".join(kind.title.lower().replace(":", "").split()[:3])
    return f"{kind.service}/{slug}/{number}"
