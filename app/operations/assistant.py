"""A language model that helps to write reviews: off until somebody gives its address. What leaves
is masked, and shown word for word before."""

from collections.abc import Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from app.domain import assistant as rules
from app.domain.actor import Actor
from app.domain.assistant import Question
from app.domain.incident import storable
from app.domain.redaction import Span, redacted, summed
from app.errors import Refused, Unavailable
from app.notify import outward
from app.operations import audit, seen
from app.operations.incident_stage import refuse
from app.operations.sample import sample
from app.queries.language import voice_of
from app.queries.review import record, review
from app.queries.secret import stored_secrets
from app.queries.status_update import why_inside
from app.store import Store, setting
from app.vault import ASSISTANT
from models.incident import Incident
from models.kinds import EventKind
from models.ledger import Setting

SETTING = "assistant"
LIMIT = 120.0  # seconds: a model on one's own machine is slow
SPOKEN = (
    EventKind.DECLARED, EventKind.ALERT, EventKind.ACKNOWLEDGED, EventKind.ESCALATED,
    EventKind.STAGE, EventKind.NOTE, EventKind.UPDATE, EventKind.MESSAGE, EventKind.PLAYBOOK,
    EventKind.RESOLVED, EventKind.REOPENED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assistant:
    """`url` is where `/chat/completions` hangs; the key may be empty for a server of one's own.
    `inside` allows an address that is not global."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be sent, where, and what was masked in it."""

    question: Question
    place: str
    masked: str


def set_assistant(store: Store, said: Assistant | None, by: Actor, was: str | None = None) -> str:
    """From now on this one is asked, when somebody wants it; None: nobody is. An empty key keeps
    the one that is stored for the same address. Raises Refused, and Conflict where it does not
    stand as it `was` seen (its stamp; None: however it stands).
    Returns its stamp."""
    value: dict[str, object] = {}
    if said is not None:
        outward.checked(said.url)
        refuse(None if said.model.strip() else "Which model? As its server calls it.", "model")
        key = said.key.strip() or _kept(store, said.url)
        whole = all("!" <= each <= "~" for each in key)
        refuse(None if whole else "A key has only letters, digits and signs.", "key")
        value = {
            "url": said.url.strip().rstrip("/"),
            "model": said.model.strip()[:200],
            "key": store.vault.written(key, ASSISTANT),
            "inside": said.inside,
        }
    with store.write() as session:
        seen.expect(session, SETTING, was)
        session.merge(Setting(name=SETTING, value=value))
        told = {"on": bool(value), "url": value.get("url", ""), "model": value.get("model", "")}
        audit.record(session, by, "assistant set", SETTING, store.now(), told)
        return seen.stand_in(session, SETTING).stamp


def assistant(store: Store) -> Assistant | None:
    """None while it is off. Raises Locked where its key cannot be opened."""
    with store.read() as session:
        value = setting(session, SETTING)
    if not value:
        return None
    key = store.vault.read(value.get("key", ""), ASSISTANT)
    return Assistant(value["url"], value["model"], key, bool(value.get("inside")))


def prepare(
    store: Store, number: int, section: str, zone: ZoneInfo, known: Collection[str] = ()
) -> Prepared:
    """What would be asked for a section; nothing leaves. `known` are secrets that are stored here.
    Raises Refused."""
    to = assistant(store)
    if to is None:
        raise Refused("No language model is set up; Settings, Assistant.")
    found = review(store, number)
    refuse(_why_kept(store, number, to))
    wanted = next((each for each in found.sections if each.key == section), None)
    if wanted is None:
        listed = ", ".join(each.key for each in found.sections)
        raise Refused(f"This review has no section {section!r}; it has: {listed}.")
    told = [
        f"{each.at.astimezone(zone):%Y-%m-%d %H:%M} {each.actor}: {' '.join(each.text.split())}"
        for each in record(store, number).moments
        if each.kind in SPOKEN
    ]
    spans: list[Span] = []
    messages, say = [], voice_of(store).say
    for role, text in rules.question(wanted, found.sections, told).messages:
        made = redacted(text, {*known, *stored_secrets(store)}, say=say)
        spans += made.spans
        messages.append((role, made.text))
    place = f"{outward.checked(to.url).hostname} ({to.model})"
    return Prepared(Question(section, tuple(messages)), place, summed(spans))


def ask(store: Store, asked: Question, by: Actor) -> str:
    """Sends exactly this, and returns what the model wrote, as Markdown; nothing is stored but that
    it was asked. As slow as the model. Raises Refused and Unavailable."""
    to = assistant(store)
    refuse(None if to else "No language model is set up; Settings, Assistant.")
    refuse("Nothing leaves a sample team." if sample(store) else None)
    assert to is not None
    headers = {"content-type": "application/json", "accept": "application/json"}
    if to.key:
        headers["authorization"] = f"Bearer {to.key}"
    with store.write() as session:
        place = str(outward.checked(to.url).hostname)
        audit.record(session, by, "assistant asked", place, store.now(), {"section": asked.section})
    reply = outward.call("POST", f"{to.url}/chat/completions", headers=headers,
                         body=rules.body(asked, to.model), inside=to.inside,
                         limit=LIMIT)  # fmt: skip
    return _read(reply)


def _read(reply: outward.Reply) -> str:
    text = reply.body.decode("utf-8", "replace")
    why = f": {said}" if (said := rules.complaint(text)) else ""
    if reply.status == 401:
        raise Refused(f"The language model does not take this key{why}.")
    if reply.status == 429 or reply.status >= 500:
        raise Unavailable(f"The language model is busy ({reply.status}){why}; try again later.")
    refuse(f"The language model refused ({reply.status}){why}." if reply.status != 200 else None)
    try:
        return storable(rules.answer(text))
    except ValueError as fault:
        raise Unavailable("This address answers, but not as a language model does.") from fault


def _why_kept(store: Store, number: int, to: Assistant) -> str | None:
    """What is private is told only to a model of the house."""
    with store.read() as session:
        row = session.get(Incident, number)
    return why_inside(row) if row is not None and row.private and not to.inside else None


def _kept(store: Store, url: str) -> str:
    known = assistant(store)
    return known.key if known is not None and known.url == url.strip().rstrip("/") else ""
