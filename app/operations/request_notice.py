"""Telling people of requests: what they read, in the language of the team and the clock of where
they live."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from app.domain.moment import zone
from app.domain.rota import PersonId
from app.domain.window import Window
from app.notify.catalogue import said_in
from app.notify.voice import Voice
from app.operations.edit import Edit
from app.operations.notice import tell
from app.queries.language import voice_in
from models.kinds import NoticeKind, RequestKind
from models.people import Person
from models.request import Request
from models.rota import Schedule

COVER = "{holder} asks you to cover {schedule}, {mine}"
ANYONE = "{holder} asks the team for somebody to cover {schedule}, {mine}"
SWAP = "{holder} offers you a swap in {schedule}: {mine} for your {theirs}"
HOW = "Answer on the rota page, or with `watchbill {kind} accept {number}` (or decline)."
AGREED_COVER = "{taker} would cover {schedule} for {holder}, {mine}"
AGREED_SWAP = "{holder} and {taker} would swap in {schedule}: {mine} for {theirs}"
APPROVE = "It is in the rota when you approve it: `watchbill {kind} approve {number}`."
WAITS = "A manager has still to approve it."
DONE_COVER = "{taker} covers {schedule} for {holder}, {mine}"
DONE_SWAP = "{holder} and {taker} swapped in {schedule}: {mine} for {theirs}"
IN_ROTA = "It is in the rota. {why}"
DECLINED = "Nobody takes your {schedule}, {mine}"
REOPENED = "Nobody takes {schedule} after all so far, {mine}"
OPEN_AGAIN = "Who had accepted declined. The request is open again."
STAYS = "{why} You stay on call."
SAME = "{why} The rota stays as it is."
ANEW = "{why} Ask anew."
TURNED_DOWN = "Not approved: {schedule}, {mine}"
TAKEN_BACK = "{holder} needs no cover or swap any more: {schedule}, {mine}"
EXPIRED = "Nobody took your {schedule} in time: {mine}"
OVERTAKEN = "The shift you spoke of is another now: {schedule}, {mine}"


def asking(row: Request) -> str:
    """The template of the question."""
    if row.kind is RequestKind.SWAP:
        return SWAP
    return ANYONE if row.anyone else COVER


def tell_all(
    edit: Edit, row: Request, people: Iterable[PersonId | None], subject: str, body: str = ""
) -> None:
    """Plans a notice to each, once; whoever acts is not told."""
    for person in dict.fromkeys(people):
        if person is not None and person != edit.by.person:
            _tell(edit, row, person, subject, body)


def said(edit: Edit, row: Request, template: str, reader: Person | None = None) -> str:
    """A template as somebody reads it; by default as it is recorded: English, and by the clock of
    the schedule."""
    schedule = edit.session.get_one(Schedule, row.schedule_id)
    where = zone(reader.time_zone if reader else schedule.time_zone)
    voice = voice_in(edit.session) if reader else Voice()
    fields = _spans(row, where, voice) | {
        "schedule": schedule.name,
        "holder": name(edit, row.holder_id) if row.holder_id else voice.say("nobody"),
        "taker": name(edit, row.taker_id) if row.taker_id else voice.say("nobody"),
        "number": str(row.id),
        "kind": row.kind.value,
        "why": said_in(voice.language)(row.why),
    }
    return voice.say(template).format_map(fields).strip()


def name(edit: Edit, person: PersonId | None) -> str:
    """As people are called."""
    found = edit.session.get(Person, person) if person is not None else None
    return (found.full_name or found.name) if found else "nobody"


def _tell(edit: Edit, row: Request, person: PersonId, subject: str, body: str) -> None:
    reader = edit.session.get_one(Person, person)
    lines = [said(edit, row, body, reader), row.note if body == HOW else ""]
    lines.append(voice_in(edit.session).say("Times are those of %1.", reader.time_zone))
    text = "\n\n".join(line for line in lines if line)
    headline = said(edit, row, subject, reader)
    tell(edit.session, person, NoticeKind.REQUEST, headline, text, edit.now)


def _spans(row: Request, where: ZoneInfo, voice: Voice) -> dict[str, str]:
    spans = {"mine": voice.span(Window(row.start_at, row.end_at), where), "theirs": ""}
    if row.their_start_at is not None and row.their_end_at is not None:
        spans["theirs"] = voice.span(Window(row.their_start_at, row.their_end_at), where)
    return spans
