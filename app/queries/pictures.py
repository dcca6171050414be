"""The charts of an overview, as values: for the page and for paper alike. What stands behind each
part is a key of `app.queries.overview.numbers_behind`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.charts.idiom import ENGLISH, Idiom
from app.charts.value import Across, Fill, Heat, Key, Line, Release, Series, Stack
from app.domain.cases import SEVERITIES
from app.domain.duty import Duty, Rate
from app.domain.interruption import KINDS, Hours
from app.domain.spread import NAMES
from app.domain.statistic import Summary
from app.domain.trend import Step
from app.queries.change import Change
from app.queries.ledger import micros
from app.queries.overview import Care, Overview, Part, spreading, weekly
from models.kinds import Severity

NO_SERVICE = "none"  # as `watchbill metrics` says it
NAMELESS: Mapping[int, str] = {}
MOST = 8  # names of a chart that lies
HOURS = {Hours.SLEEP: "sleep", Hours.OFF: "off hours", Hours.WORK: "work"}
INKS = {Hours.SLEEP: ("series", 2), Hours.OFF: ("series", 1), Hours.WORK: ("series", 0)}
RATES = {Rate.WEEKDAY: ("series", 0), Rate.NIGHT: ("series", 2), Rate.WEEKEND: ("series", 1),
         Rate.HOLIDAY: ("series", 3)}  # fmt: skip
FILLS = {("series", 0): Fill.PLAIN, ("series", 1): Fill.DOTS, ("series", 2): Fill.STRIPES,
         ("series", 3): Fill.BACK}  # fmt: skip


def trend(
    view: Overview,
    changes: Sequence[Change] = (),
    compared: bool = False,
    idiom: Idiom = ENGLISH,
) -> Line:
    """Median time to resolve, with a band up to p90."""
    part = view.part
    labels = _labels(part, idiom)
    before = tuple(each.median for each in view.before.trend)[: len(labels)] if compared else ()
    return Line(
        labels=labels,
        values=tuple(each.median for each in part.trend),
        upper=tuple(each.p90 for each in part.trend),
        before=before,
        releases=_releases(part, changes, idiom),
        words=tuple(
            _pointed(idiom, *each)
            for each in zip(_stretches(part, idiom), part.trend, part.unended.tolist(), strict=True)
        ),
        keys=tuple(("step", at) for at in range(len(labels))),
        at=_days(part),
    )


def volume(
    view: Overview,
    changes: Sequence[Change] = (),
    compared: bool = False,
    idiom: Idiom = ENGLISH,
) -> Stack:
    """Incidents by severity, the worst below."""
    part = view.part
    totals = view.before.volume.sum(axis=0)[: len(part.along)] if compared else ()
    series = tuple(
        Series(
            each.value,
            _floats(part.volume[place]),
            ("severities", place),
            tuple(("step", at, place) for at in range(len(part.along))),
            fill=Fill.STRIPES if each is Severity.SEV2 else Fill.PLAIN,
        )
        for place, each in enumerate(SEVERITIES)
    )
    return Stack(
        labels=_labels(part, idiom),
        series=series,
        before=_floats(totals),
        releases=_releases(part, changes, idiom),
        words=_stretches(part, idiom),
        at=_days(part),
    )


def week(view: Overview, idiom: Idiom = ENGLISH) -> Heat:
    """When incidents come; from the day on which a week begins for whoever looks."""
    cells = weekly(view.part)
    order = [(idiom.opening + at) % 7 for at in range(7)]
    keys: list[tuple[Key, ...]] = [
        tuple(("hour", day, hour) for hour in range(24)) for day in order
    ]
    rows = tuple(tuple(map(int, cells[day])) for day in order)
    return Heat(tuple(idiom.days[day] for day in order), rows, keys=tuple(keys))


def durations(view: Overview, compared: bool = False, idiom: Idiom = ENGLISH) -> Stack:
    """How long it took to resolve."""
    keys: tuple[Key, ...] = tuple(("spread", at) for at in range(len(NAMES)))
    series = Series(idiom.said("incidents"), _floats(spreading(view.part)), ("series", 0), keys,
                    column="incidents")  # fmt: skip
    before = _floats(spreading(view.before)) if compared else ()
    return Stack(NAMES, (series,), before, thin=False, along="took")


def sleepers(view: Overview, felt: Care, idiom: Idiom = ENGLISH) -> Across:
    """What each service interrupted, the one that costs most sleep on top."""
    names = [*view.part.cases.services, idiom.said("no service")]
    count = len(names) - 1
    order = sorted(range(count + 1), key=lambda at: tuple(-felt.services[KINDS.index(kind)][at]
                   for kind in (Hours.SLEEP, Hours.OFF, Hours.WORK)))  # fmt: skip
    shown = [at for at in order if felt.services[:, at].any()][:MOST]
    series = tuple(
        Series(
            idiom.said(HOURS[kind]),
            tuple(float(felt.services[KINDS.index(kind)][at]) for at in shown),
            INKS[kind],
            tuple(("kind", kind.value, -1 if at == count else at) for at in shown),
            fill=FILLS[INKS[kind]],
            column=kind.value,
        )
        for kind in (Hours.SLEEP, Hours.OFF, Hours.WORK)
    )
    known = (*view.part.cases.services, NO_SERVICE)
    return Across(tuple(names[at] for at in shown), series, along="service",
                  known=tuple(known[at] for at in shown))  # fmt: skip


def carriers(
    felt: Care, names: dict[int, str], idiom: Idiom = ENGLISH, handles: Mapping[int, str] = NAMELESS
) -> Across:
    """Whom pages interrupted, and when."""
    counts = felt.found.by_person()
    shown = list(counts)[:MOST]
    series = tuple(
        Series(
            idiom.said(HOURS[kind]),
            tuple(float(counts[who][kind]) for who in shown),
            INKS[kind],
            tuple(("person", who, kind.value) for who in shown),
            fill=FILLS[INKS[kind]],
            column=kind.value,
        )
        for kind in (Hours.SLEEP, Hours.OFF, Hours.WORK)
    )
    nobody = idiom.said("somebody")
    return Across(tuple(names.get(who, nobody) for who in shown), series, along="person",
                  known=tuple(handles.get(who, str(who)) for who in shown))  # fmt: skip


def load(
    duties: Sequence[Duty], names: dict[int, str], idiom: Idiom = ENGLISH,
    handles: Mapping[int, str] = NAMELESS,
) -> Across:  # fmt: skip
    """Hours on call by what they are paid as."""
    shown = duties[:MOST]
    series = tuple(
        Series(idiom.said(kind.value), tuple(each.hours[kind] for each in shown), RATES[kind],
               fill=FILLS[RATES[kind]], column=f"{kind.value}_h")
        for kind in Rate
    )  # fmt: skip
    nobody = idiom.said("somebody")
    return Across(tuple(names.get(each.person, nobody) for each in shown), series, " h", "person",
                  tuple(handles.get(each.person, str(each.person)) for each in shown))  # fmt: skip


def _labels(part: Part, idiom: Idiom) -> tuple[str, ...]:
    form = "%b %Y" if part.along.step is Step.MONTH else "%-d %b"
    return tuple(idiom.dated(at, form) for at in _local(part))


def _days(part: Part) -> tuple[str, ...]:
    """On which each point begins."""
    return tuple(f"{at:%Y-%m-%d}" for at in _local(part))


def _stretches(part: Part, idiom: Idiom) -> tuple[str, ...]:
    """Each point in words."""
    step = part.along.step
    if step is Step.DAY:
        return tuple(idiom.dated(at, "%a %-d %b %Y") for at in _local(part))
    if step is Step.MONTH:
        return tuple(idiom.dated(at, "%B %Y") for at in _local(part))
    begun = (idiom.dated(at, "%-d %b %Y") for at in _local(part))
    return tuple(idiom.told("Week of %1", day) for day in begun)


def _local(part: Part) -> list[datetime]:
    return [at.astimezone(part.asked.where) for at in part.along.starts()]


def _pointed(idiom: Idiom, when: str, of: Summary, still: int) -> str:
    if not of.n and not still:
        return idiom.told("%1: nothing was resolved", when)
    lasted = idiom.said("more than half are still open")
    if of.median is not None and of.p90 is not None:
        lasted = idiom.told("median %1, p90 %2", idiom.lasting(of.median), idiom.lasting(of.p90))
    elif of.median is not None:
        lasted = idiom.told("median %1", idiom.lasting(of.median))
    if still:
        return idiom.told("%1: %2, %3 resolved, %4 open", when, lasted, str(of.n), str(still))
    return idiom.told("%1: %2, %3 resolved", when, lasted, str(of.n))


def _releases(part: Part, changes: Sequence[Change], idiom: Idiom) -> tuple[Release, ...]:
    edges = part.along.edges
    found = []
    for each in changes:
        at = micros(each.at)
        if edges[0] <= at < edges[-1]:
            place = int(part.along.places(edges[:1] * 0 + at)[0])
            long = max(int(edges[place + 1] - edges[place]), 1)
            share = place - 0.5 + (at - int(edges[place])) / long
            day = each.at.astimezone(part.asked.where)
            when = f"{idiom.dated(day, '%-d %b')} {idiom.clock(day)}"
            found.append(Release(share, f"{when}: {each.words}"))
    return tuple(found)


def _floats(values: Iterable[object]) -> tuple[float, ...]:
    return tuple(float(str(each)) for each in values)
