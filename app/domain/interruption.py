"""Whom pages interrupted, and whether it was work, leisure or sleep by their own clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.cases import Mask, Numbers
from app.domain.metrics import hours_of_week
from app.domain.rota import PersonId

ONE = timedelta(minutes=10) // timedelta(microseconds=1)  # pages closer than that interrupt once
WORK, SLEEP = range(8, 18), range(6, 22)  # hours: work on weekdays, and when nobody sleeps


class Hours(StrEnum):
    """What a page interrupts."""

    WORK = "work"
    OFF = "off"
    SLEEP = "sleep"


KINDS = tuple(Hours)


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """Pages that went out, as columns of one length: the incident's number, the person's id, when
    it was sent (microseconds since 1970), and the level that was paged (0 the last resort)."""

    number: Numbers
    person: Numbers
    sent: Numbers
    level: Numbers

    def __len__(self) -> int:
        return len(self.number)

    def at(self, which: Mask) -> "Pages":
        """Some of them."""
        return Pages(self.number[which], self.person[which], self.sent[which], self.level[which])


@dataclass(frozen=True, slots=True, eq=False)
class Interruptions:
    """One a row: whom, when, for which incident, and its place in `KINDS`."""

    number: Numbers
    person: Numbers
    at: Numbers
    kind: Numbers

    def counts(self) -> Mapping[Hours, int]:
        """How many of each."""
        found = np.bincount(self.kind, minlength=len(KINDS))
        return {kind: int(found[place]) for place, kind in enumerate(KINDS)}

    def by_person(self) -> Mapping[PersonId, Mapping[Hours, int]]:
        """Whom sleep was taken from most, first."""
        found = {int(who): self._of(self.person == who) for who in np.unique(self.person)}
        return dict(sorted(found.items(), key=lambda each: _worst(each[1])))

    def by_incident(self, services: Numbers, numbers: Numbers, count: int) -> Numbers:
        """Rows of `KINDS` by places of services: `services` are those of the incidents `numbers`
        (sorted), -1 for none, which stands last of the `count` + 1 columns."""
        place = np.searchsorted(numbers, self.number)
        inside = place < len(numbers)
        inside[inside] = numbers[place[inside]] == self.number[inside]
        service = services[place[inside]]
        column = np.where(service < 0, count, service)
        cells = self.kind[inside] * (count + 1) + column
        return np.bincount(cells, minlength=len(KINDS) * (count + 1)).reshape(-1, count + 1)

    def _of(self, which: Mask) -> Mapping[Hours, int]:
        found = np.bincount(self.kind[which], minlength=len(KINDS))
        return {kind: int(found[place]) for place, kind in enumerate(KINDS)}


def interruptions(pages: Pages, zones: Mapping[PersonId, ZoneInfo]) -> Interruptions:
    """Pages of one person within ten minutes of their last interrupt once. Work is Monday to
    Friday from 8 to 18, sleep from 22 to 6, both in the person's own zone; all else is off."""
    order = np.lexsort((pages.number, pages.sent, pages.person))
    person, sent, number = pages.person[order], pages.sent[order], pages.number[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (person[1:] != person[:-1]) | (sent[1:] - sent[:-1] > ONE)
    person, sent, number = person[first], sent[first], number[first]
    kind = np.zeros(len(person), dtype=np.int64)
    for who in np.unique(person):
        mine = person == who
        kind[mine] = kinds_of(sent[mine], zones.get(int(who), ZoneInfo("UTC")))
    return Interruptions(number, person, sent, kind)


def kinds_of(at: Numbers, where: ZoneInfo) -> Numbers:
    """Places in `KINDS` for instants on a wall clock."""
    hours = hours_of_week(at, where)
    day, hour = hours // 24, hours % 24
    work = (day < 5) & (hour >= WORK.start) & (hour < WORK.stop)
    asleep = (hour < SLEEP.start) | (hour >= SLEEP.stop)
    places = np.where(asleep, KINDS.index(Hours.SLEEP), KINDS.index(Hours.OFF))
    return np.asarray(np.where(work, KINDS.index(Hours.WORK), places), dtype=np.int64)


def _worst(counts: Mapping[Hours, int]) -> tuple[int, int]:
    return -counts[Hours.SLEEP], -sum(counts.values())
