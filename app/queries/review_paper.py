"""A review as a document that can leave: its sections, its follow-ups, the picture of the timeline
and the whole of it; what must not leave is masked."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from zoneinfo import ZoneInfo

from app.charts.story import Mark, Story, Stretch, png_of
from app.domain.document import Block, Document, Facts, Heading, Picture, Table, Words
from app.domain.review_draft import Moment, Record, long
from app.errors import Refused
from app.notify.catalogue import drafted_in
from app.notify.voice import Voice
from app.queries.followup import FollowupRow, followups
from app.queries.incident_paper import WRITTEN, Masker, recorded
from app.queries.language import voice_of
from app.queries.review import ReviewDetail, record, review
from app.queries.secret import stored_secrets
from app.store import Store
from models.kinds import OPEN_STAGES, EventKind, PageState

FORMATS = ("md", "html", "pdf")
LANES = {
    EventKind.ALERT: ("Alerts", "alarm"),
    EventKind.ACKNOWLEDGED: ("Answers", "good"),
    EventKind.UNACKNOWLEDGED: ("Answers", "warn"),
    EventKind.ESCALATED: ("Answers", "warn"),
    EventKind.NOTE: ("Notes", "text"),
    EventKind.UPDATE: ("Updates", "accent"),
}
OPEN = tuple(each.value for each in OPEN_STAGES)
BLANK = re.compile(r"(\s*\d+\.\s+Why\?\s*)*")  # a section that nobody has written into
SKIPPED = (EventKind.EDIT, EventKind.PIN, EventKind.REVIEW)
Hush = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Paper:
    """`masked` says what was masked, empty for nothing; `beside` are pictures that are files of
    their own (name, PNG), for Markdown."""

    name: str
    content: bytes
    masked: str
    beside: tuple[tuple[str, bytes], ...] = ()


def paper(
    store: Store,
    number: int,
    form: str,
    zone: ZoneInfo,
    *,
    known: Collection[str] = (),
    plain: bool = False,
) -> Paper:
    """The review in one of `FORMATS`. `known` are secrets that are stored here; `plain`: nothing is
    masked. Raises Refused."""
    if form not in FORMATS:
        raise Refused(f"{form!r} is no format; there are: {', '.join(FORMATS)}.")
    masker = Masker(
        () if plain else {*known, *stored_secrets(store)}, plain=plain, say=voice_of(store).say
    )
    made = document(store, number, zone, masker.hush, voice_of(store))
    name = f"review-{number}.{form}"
    if form == "pdf":
        from app.paper.pdf import pdf_of

        return Paper(name, pdf_of(made), masker.said)
    if form == "html":
        from app.paper.html import html_of

        return Paper(name, html_of(made).encode(), masker.said)
    return _markdown(made, name, masker)


def document(store: Store, number: int, zone: ZoneInfo, hush: Hush, voice: Voice) -> Document:
    """The whole of it by the voice of the team; `hush` is given every text that people wrote.
    Raises Refused."""
    found, known = review(store, number), record(store, number)
    blocks = tuple(_blocks(found, known, followups(store, number), zone, hush, voice))
    state = voice.say(found.row.state.value) if found.row.state else ""
    edition = voice.say("edition %1", found.edition)
    under = (
        f"#{number} · {known.severity.value}{f' · {known.service}' if known.service else ''} · "
        f"{state}, {edition}, {found.row.changed_by}"
    )
    title = hush(f"{voice.say('Review')}: {known.title}")
    foot = f"Watchbill · {voice.say('review of #%1', number)}"
    return Document(title, under, blocks, foot=foot)


def picture(known: Record, zone: ZoneInfo, voice: Voice) -> bytes:
    """The timeline as a PNG."""
    end = known.resolved or max((each.at for each in known.moments), default=known.created)
    start = min(filter(None, (known.began, known.created)))
    marks = [*_marks(known, start, end)]
    said = drafted_in(voice.language)
    stages = tuple(_stages(known, end))
    return png_of(Story(start, end, stages, tuple(marks), lambda it: said(voice.say(it))), zone)


def _markdown(made: Document, name: str, masker: Masker) -> Paper:
    from app.paper.markdown import markdown_of

    stem = PurePath(name).stem
    names = [f"{stem}-{each.name}.png" for each in made.pictures]
    beside = tuple((n, each.png) for n, each in zip(names, made.pictures, strict=True))
    return Paper(name, markdown_of(made, names).encode(), masker.said, beside)


def _blocks(
    found: ReviewDetail,
    known: Record,
    left: list[FollowupRow],
    zone: ZoneInfo,
    hush: Hush,
    voice: Voice,
) -> Iterator[Block]:
    say = voice.say
    under = say("The incident, by the clock of %1", zone.key)
    yield Picture(picture(known, zone, voice), _alt(known, voice), under, name="timeline")
    for section in found.sections:
        if not BLANK.fullmatch(section.text):
            yield Heading(section.title)
            yield Words(hush(section.text))
    if left:
        yield Heading(say("Follow-ups"))
        yield Table((say("What"), say("Owner"), say("Due"), say("State"), say("Ticket")),
                    tuple(_line(each, zone, hush, voice) for each in left),
                    (0.44, 0.13, 0.15, 0.13, 0.15))  # fmt: skip
    yield Heading(say("The whole timeline"))
    yield Words(say("Times are of %1.", zone.key))
    told = [each for each in known.moments if each.kind not in SKIPPED]
    yield Table((say("When"), say("Who"), say("What")),
                tuple(_moment(each, zone, hush, voice) for each in told),
                (0.16, 0.14, 0.7))  # fmt: skip
    yield Facts(((say("Template"), found.template),))


def _line(row: FollowupRow, zone: ZoneInfo, hush: Hush, voice: Voice) -> tuple[str, ...]:
    due = f"{row.due_at.astimezone(zone):%Y-%m-%d}" if row.due_at else "-"
    tickets = ", ".join(each.shown for each in row.tickets if each.key)
    return hush(row.title), row.owner or "-", due, voice.say(row.state.value), tickets or "-"


def _moment(each: Moment, zone: ZoneInfo, hush: Hush, voice: Voice) -> tuple[str, ...]:
    text = hush(each.text)
    if each.kind not in WRITTEN:
        text = recorded(text, voice)
    return f"{each.at.astimezone(zone):%m-%d %H:%M:%S}", each.actor, text


def _alt(known: Record, voice: Voice) -> str:
    paged, notes = len(known.pages), sum(m.kind is EventKind.NOTE for m in known.moments)
    what = voice.say("%1 pages, %2 notes", paged, notes)
    if known.resolved is None:
        return f"{voice.say('Timeline of #%1', known.number)}: {what}"
    lasted = long(known.resolved - known.created)
    return f"{voice.say('Timeline of #%1, %2 long', known.number, lasted)}: {what}"


def _stages(known: Record, end: datetime) -> Iterator[Stretch]:
    """From each change of stage to the next."""
    name, since = "triage", known.created
    for each in known.moments:
        fresh = _stage(each, name)
        if fresh != name:
            if each.at > since and name in OPEN:
                yield Stretch(name, since, each.at)
            name, since = fresh, each.at
    if end > since and name in OPEN:
        yield Stretch(name, since, end)


def _stage(moment: Moment, before: str) -> str:
    """Where it stands from this moment on."""
    if moment.kind is EventKind.RESOLVED:
        return "resolved"
    if moment.kind is EventKind.REOPENED:
        return "investigating"
    if moment.kind is EventKind.ACKNOWLEDGED:
        return "investigating" if before == "triage" else before
    if moment.kind is EventKind.UNACKNOWLEDGED:
        return "triage" if before == "investigating" else before
    return moment.stage if moment.kind is EventKind.STAGE else before


def _marks(known: Record, start: datetime, end: datetime) -> Iterator[Mark]:
    for each in known.moments:
        lane, tone = LANES.get(each.kind, ("", ""))
        if lane and start <= each.at <= end:
            yield Mark(lane, each.at, tone)
    for page in known.pages:
        at = page.sent_at or page.due_at
        failed = page.state in (PageState.FAILED, PageState.UNKNOWN)
        if start <= at <= end and page.state is not PageState.CANCELLED:
            yield Mark("Pages", at, "alarm" if failed else "accent", hollow=failed)
