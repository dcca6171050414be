"""An incident as a file that can leave: its document, or its JSON; secrets and personal data in
what people wrote are masked."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.catch_up import Line as Answer
from app.domain.document import Document
from app.domain.incident import CLOCK
from app.domain.incident_form import shown_value
from app.domain.incident_paper import FORMATS, Line, Paper, document
from app.domain.redaction import Say, redacted
from app.domain.story import Entry, entries
from app.errors import Refused
from app.notify.catalogue import drafted_in
from app.notify.voice import Voice
from app.queries import incident_json
from app.queries.choice import people
from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import EventRow, IncidentDetail
from app.queries.incident_story import catch_up
from app.queries.language import voice_of
from app.queries.secret import stored_secrets
from app.store import Store
from models.kinds import EventKind

WRITTEN_KEYS = ("text", "title", "description", "impact", "for", "fields", "source", "error")
OURS = ("Severity", "Stage", "Urgency", "Category", "Service", "Customers", "Owner", "Declared by")
LEADS = frozenset((  # of records: what follows is somebody's words
    "Resolved", "Task", "Task open again", "Task under way", "Task done", "Task dropped",
    "Follow-up", "Follow-up open again", "Follow-up under way", "Follow-up done",
    "Follow-up dropped",
))  # fmt: skip
WRITTEN = (EventKind.NOTE, EventKind.UPDATE, EventKind.MESSAGE)
SUMMARY = {
    "what": "What it is",
    "since": "Since when",
    "who": "Who is on it",
    "tried": "What was tried",
    "next": "What comes next",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes; `masked` says what was masked in it, empty for nothing."""

    content: bytes
    masked: str


class Masker:
    """Masks, and counts what it masked; `plain`: nothing is masked."""

    def __init__(self, known: Collection[str] = (), *, plain: bool = False, say: Say = str) -> None:
        self._known, self._plain, self._say = known, plain, say
        self._counts: Counter[str] = Counter()

    @property
    def said(self) -> str:
        """What was masked, in words."""
        return ", ".join(f"{count} × {kind}" for kind, count in self._counts.items())

    def hush(self, text: str) -> str:
        """As it may leave."""
        if self._plain or not text:
            return text
        made = redacted(text, self._known, say=self._say)
        self._counts.update(span.kind.value for span in made.spans)
        return made.text

    def hushed(self, told: Any, key: str = "") -> Any:
        """Plain data, with what people wrote in it masked."""
        if isinstance(told, dict):
            return {name: self.hushed(each, key if key == "fields" else name)
                    for name, each in told.items()}  # fmt: skip
        if isinstance(told, list):
            return [self.hushed(each, key) for each in told]
        return self.hush(told) if isinstance(told, str) and key in WRITTEN_KEYS else told


def exported(
    store: Store, number: int, kind: str, zone: ZoneInfo, *, plain: bool = False
) -> Exported:
    """The incident as one of `FORMATS`. Raises Refused."""
    if kind not in FORMATS:
        raise Refused(f"{kind!r} is no format; there are: {', '.join(FORMATS)}.")
    masker = Masker(() if plain else stored_secrets(store), plain=plain, say=voice_of(store).say)
    if kind == "json":
        told = incident_json.shown(detail(store, number), timeline(store, number))
        text = json.dumps(masker.hushed(told), ensure_ascii=False, indent=1) + "\n"
        return Exported(text.encode(), masker.said)
    from app.paper.kind import written

    return Exported(written(paper(store, number, zone, masker), kind), masker.said)


def paper(store: Store, number: int, zone: ZoneInfo, masker: Masker | None = None) -> Document:
    """The document of an incident. Raises Refused."""
    found, told = detail(store, number), timeline(store, number)
    names = {each.name: each.full_name or each.name for each in people(store)}
    row, hush, voice = found.row, (masker or Masker(plain=True)).hush, voice_of(store)
    ours = drafted_in(voice.language)

    def said(handle: str | None) -> str:
        return names.get(handle, handle) if handle else ""

    made = Paper(
        number=number,
        title=hush(row.title),
        facts=(
            *(
                (voice.say(name), value if name in OURS else hush(value))
                for name, value in _facts(found, said(row.owner), said(row.declared_by), voice)
            ),
            *((name, hush(shown_value(value))) for name, value in found.custom),
            *((voice.say("Linked to"), hush(tie)) for tie in _ties(found, voice)),
        ),
        clocks=tuple((_capital(voice.say(name)), at) for name, at in _clocks(found)),
        people=tuple((_capital(ours(each.role.value)), said(each.person)) for each in found.roles),
        summary=tuple(
            (voice.say(SUMMARY[c.key]), tuple(hush(str(_told(each, ours))) for each in c.told))
            for c in catch_up(store, number, zone)
        ),
        lines=tuple(_line(each, said(each.event.actor), hush, voice) for each in entries(told)),
        tasks=tuple((hush(t.title), said(t.owner), t.done_at is not None) for t in found.tasks),
        description=hush(found.description),
        created=row.created_at,
        written=store.now(),
        voice=voice,
    )
    return document(made, zone)


def _facts(found: IncidentDetail, owner: str, by: str, voice: Voice) -> Iterator[tuple[str, str]]:
    row, said = found.row, drafted_in(voice.language)
    yield "Private", voice.say("yes: not for anybody outside") if row.private else ""
    yield "Severity", row.severity.value
    yield "Stage", said(row.stage.value)
    yield "Urgency", said(row.urgency.value)
    yield "Category", said(str(row.category or ""))
    yield "Service", row.service or ""
    yield "Also hit", ", ".join(name for _, name in found.affected)
    yield "May be hit", ", ".join(each.name for each in found.stands_on_it)
    yield "Impact", found.impact
    yield "Customers", "" if found.customers is None else str(found.customers)
    yield "Regions", ", ".join(found.regions)
    yield "Tags", ", ".join(row.tags)
    yield "Owner", owner
    yield "Declared by", by


def _ties(found: IncidentDetail, voice: Voice) -> Iterator[str]:
    for tie in found.together.ties:
        back = f" {voice.say('(the other way round)')}" if tie.back else ""
        yield f"{voice.say(tie.kind.value)}{back} #{tie.number} {tie.title}"


def recorded(text: str, voice: Voice) -> str:
    """A record, which no person wrote as a whole."""
    lead, mark, rest = text.partition(": ")
    if mark and lead in LEADS:
        return f"{voice.say(lead)}: {rest}"
    return drafted_in(voice.language)(text)


def _told(line: Answer, ours: Callable[[str], str]) -> Answer:
    """What no person wrote, in another language."""
    tail = ", ".join(map(ours, line.tail.split(", ")))
    return replace(line, text=line.text if line.own else ours(line.text), tail=tail)


def _clocks(found: IncidentDetail) -> Iterator[tuple[str, datetime | None]]:
    for name, shown in CLOCK.items():
        yield shown, getattr(found.row, name)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(entry: Entry[EventRow], who: str, hush: Callable[[str], str], voice: Voice) -> Line:
    """Masked; what no person wrote, by the voice of the team."""
    event, text = entry.event, hush(entry.text)
    return Line(
        at=event.at,
        kind=event.kind.value,
        who=who,
        text=text if event.kind in WRITTEN else recorded(text, voice),
        markdown=event.kind in WRITTEN,
        noted=event.recorded_at if entry.late else None,
        pinned=bool(entry.pinned_by),
        edited=entry.edited,
        files=tuple((f["name"], f["size"], f["sha256"]) for f in entry.files),
    )
