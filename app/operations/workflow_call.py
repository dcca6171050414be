"""What a workflow calls outside: a web address, or a channel. Whatever is said of it names no more
of the address than its host."""

import json
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from app.domain.errand_text import SLOT
from app.domain.redaction import hushed
from app.domain.workflow import Action
from app.domain.workflow_slot import TAGS
from app.errors import Refused, Unavailable
from app.notify import outward, send
from app.operations import claim
from app.operations.sample import NOTHING_SENT, marked
from app.operations.workflow_act import Acting
from app.queries.language import voice_in
from app.queries.status_update import why_inside
from models.kinds import PageState, Urgency
from models.policy import Channel

MOST = 4000  # bytes of a refusal that are read
DRILL = "This is a drill: nothing left the house."
JSON = ("Content-Type", "application/json")


@dataclass(frozen=True, slots=True)
class Call:
    """One call, ready to be made by whoever holds the claim. `nowhere` says why nothing leaves."""

    address: str = field(repr=False)
    body: str = field(repr=False)
    subject: str = ""
    method: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    limit: float = 10.0
    inside: bool = False
    outside: bool = True
    urgency: Urgency = Urgency.HIGH
    nowhere: str = ""
    run: int = 0
    deed: int = 0
    fence: int = 0

    def claimed(self, run: int, deed: int, fence: int) -> "Call":
        """The same, with where its outcome is to be noted."""
        return replace(self, run=run, deed=deed, fence=fence)


def call_of(acting: Acting) -> Call:
    """What a step would call. Raises Refused when it cannot be, or where a private incident would
    be told outside: of that only an address within the house may hear."""
    webhook, private = acting.step.do is Action.CALL_WEBHOOK, acting.incident.private
    if private and not (webhook and acting.step.inside):
        raise Refused(why_inside(acting.incident))
    nowhere = DRILL if acting.incident.drill else ""
    nowhere = f"{NOTHING_SENT}." if marked(acting.session) else nowhere
    made = _webhook if webhook else _message
    return replace(made(acting), nowhere=nowhere, outside=not private)


def make(call: Call) -> tuple[bool | None, str]:
    """Makes it; takes as long as its limit. Whether it went well (None: nobody knows), and a
    sentence."""
    if call.nowhere:
        return True, call.nowhere
    if call.method:
        return _called(call)
    outcome = send.send(call.address, call.subject, call.body, call.urgency)
    if outcome.state is PageState.UNKNOWN:
        return None, outcome.error
    return outcome.state is PageState.SENT, outcome.error or "Sent."


def _called(call: Call) -> tuple[bool | None, str]:
    host = outward.checked(call.address).hostname
    try:
        reply = outward.call(
            call.method,
            call.address,
            headers=dict(call.headers),
            body=call.body,
            limit=call.limit,
            inside=call.inside,
            outside=call.outside,
        )
    except outward.Silent as fault:
        return None, str(fault)
    except (Refused, Unavailable) as fault:
        return False, str(fault)
    said = f"{host} answered {reply.status}."
    if reply.status < 400:
        return True, said
    text = hushed(" ".join(reply.body[:MOST].decode("utf-8", "replace").split()))
    return False, f"{said} {text[:300]}".rstrip()


def _webhook(acting: Acting) -> Call:
    step = acting.step
    if not step.value:
        raise Refused("The key that opens this address is not on this machine.")
    outward.checked(step.value)
    headers = dict(step.headers)
    typed = {key.lower() for key in headers}
    if step.method != "GET" and "content-type" not in typed:
        headers = dict([JSON]) | headers
    as_json = "json" in {**{k.lower(): v for k, v in headers.items()}}.get("content-type", "json")
    body = "" if step.method == "GET" else _body(acting, as_json)
    return Call(
        step.value,
        body,
        method=step.method,
        headers=tuple(headers.items()),
        limit=step.time_out.total_seconds(),
        inside=step.inside,
    )


def _body(acting: Acting, as_json: bool) -> str:
    if not acting.step.text:
        return json.dumps(document(acting), ensure_ascii=False)
    if not as_json:
        return acting.text
    quoted = {key: json.dumps(v, ensure_ascii=False)[1:-1] for key, v in acting.slots().items()}
    return SLOT.sub(lambda found: quoted.get(found.group(1), ""), acting.step.text)


def document(acting: Acting) -> dict[str, object]:
    """What a webhook is told where nobody wrote what."""
    of_event = ("said", "actor", "source", "before", "after")
    facts = {key.replace(" ", "_"): v for key, v in acting.facts.items() if key != TAGS}
    return {
        "workflow": acting.workflow,
        "incident": {"number": acting.number}
        | {key: value for key, value in facts.items() if key not in of_event},
        "event": {key: facts[key] for key in of_event if key in facts},
    }


def _message(acting: Acting) -> Call:
    names = [each.removeprefix("channel:") for each in acting.step.to]
    room = acting.session.scalar(select(Channel.id).where(Channel.name.in_(names)))
    if room is None:
        raise Refused(f"There is no channel called {', '.join(names)} any more.")
    address, problem = claim.opened(acting.store, acting.session, None, room)
    if problem:
        raise Refused(problem[0].upper() + problem[1:])
    subject = f"#{acting.number} {acting.incident.title}"
    text = hushed(acting.text, voice_in(acting.session).say)
    return Call(address, text, subject, urgency=acting.incident.urgency)
