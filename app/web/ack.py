"""The acknowledgement link of one message to one person, which may call to several incidents.
Looking changes nothing, for mail scanners follow links; only the button acts."""

import logging
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, Response

from app.domain.actor import Actor
from app.errors import Refused, Unavailable
from app.notify import link as links
from app.notify.template import zone_of
from app.notify.voice import Voice
from app.operations import incident, responder
from app.operations.proof import prove_by_page
from app.queries.language import voice_of
from app.queries.summons import Summons, bundle
from app.store import Store
from models.kinds import Source

if TYPE_CHECKING:
    from jinja2 import Template

log = logging.getLogger(__name__)

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
}
UNKNOWN = "This link is not valid", "It was cut off, or its page is gone. Ask whoever is on call."
AWAY = "Watchbill cannot answer right now", "Its database cannot be reached. Please try again."
FAULTY = "This did not work", "Watchbill failed to do this; it is in its log."
ENGLISH = Voice()
LISTED = 3  # sentences that are still read
BAD_ACTION = "The link knows only “acknowledge”, “decline” and “resolve”."


def link(store: Store, url: str, page: int) -> str:
    """The address that acknowledges a page; empty without an address to be reached at, or a key."""
    return links.link(store.vault, url, page)


def router(store: Store) -> APIRouter:
    """GET shows, POST acts; plain functions, so that they never hold up the event loop."""
    made = APIRouter(include_in_schema=False)

    @made.api_route("/ack/{token}", methods=["GET", "HEAD"])
    def show(token: str) -> Response:
        return _answer(store, token, None)

    @made.post("/ack/{token}")
    def act(
        token: str,
        action: Annotated[str, Form()] = "acknowledge",
        incident: Annotated[int, Form()] = 0,
    ) -> Response:
        return _answer(store, token, action, incident)

    return made


def _answer(store: Store, token: str, action: str | None, only: int = 0) -> Response:
    """`only` is the incident to act on, where the message called to several; 0 means all."""
    voice = ENGLISH
    try:
        voice = voice_of(store)
        number = links.page_of(store.vault, token)
        found = [] if number is None else bundle(store, number)
        if number is None or not found:
            return page(404, *UNKNOWN, voice=voice)
        chosen = [each for each in found if only in (0, each.incident)]
        said = [] if action is None else [_act(store, each, action) for each in chosen]
        if said:
            prove_by_page(store, number)
        return _shown(bundle(store, number) or found, together(said, voice), voice)
    except Unavailable:
        return page(503, *AWAY)
    except Refused as fault:
        return page(400, "This cannot be done", str(fault), voice=voice)
    except Exception:
        log.exception("an acknowledgement link stumbled")
        return page(500, *FAULTY, voice=voice)


def _act(store: Store, found: Summons, action: str) -> str:
    by = Actor(found.name, Source.LINK, found.person)
    try:
        if action == "acknowledge":
            return incident.acknowledge(store, found.incident, by).sentence
        if action == "decline":
            done = responder.answer(store, found.incident, by, comes=False, why="By the link.")
            said = "It is written down that you cannot come." if done else "Nobody waits for you."
            return f"#{found.incident}: {said}"
        if action == "resolve":
            done = incident.resolve(store, found.incident, by)
            return f"#{found.incident} {'is' if done else 'was already'} resolved."
    except Refused as fault:  # it ended while they were looking: the page says how
        return str(fault)
    raise Refused(BAD_ACTION)


def together(said: list[str], voice: Voice) -> str:
    """Each sentence once; of many, how many."""
    if len(said) <= LISTED:
        return " ".join(map(voice.sentence, dict.fromkeys(said)))
    return voice.say("Done for %1 incidents.", len(said))


def _shown(found: list[Summons], said: str, voice: Voice) -> Response:
    first = found[0]
    title = f"[{first.severity}] {first.title}"
    if found[1:]:
        title = several(found, voice)
    return whole(voice, title=title, summons=first, all=found, said=said)


def several(found: Sequence[Summons], voice: Voice) -> str:
    """What a message about more than one is called."""
    return voice.say("%1 incidents in one message", len(found))


def whole(voice: Voice, code: int = 200, **values: object) -> Response:
    """The page with these values in it."""
    ways = {"since": partial(since, voice=voice), "standing": partial(standing, voice=voice)}
    said = {"say": voice.say, "lang": voice.language.value}
    return HTMLResponse(_template().render(values | ways | said), code, HEADERS)


def since(found: Summons, voice: Voice) -> str:
    """When it began, on the reader's clock."""
    there = found.since.astimezone(zone_of(found.zone))
    return f"{voice.weekday(there)}, {there:%H:%M %Z}"


def standing(found: Summons, voice: Voice) -> str:
    """Who has it."""
    if not found.open:
        return voice.sentence(f"It is {found.stage}: there is nothing left to do here.")
    if found.yours:
        return voice.say("You have it.")
    if found.acknowledged:
        return voice.say("%1 has it.", found.holder or voice.say("Somebody"))
    return voice.say("Nobody has it yet.")


def page(code: int, title: str, said: str, button: str = "", voice: Voice = ENGLISH) -> Response:
    """A page of one sentence, with a button where something is asked."""
    title, said, button = (voice.sentence(each) for each in (title, said, button))
    return whole(voice, code, title=title, said=said, summons=None, button=button)


@cache
def _template() -> "Template":
    from jinja2 import Environment  # late: only who is asked for a page needs it

    text = files("resources").joinpath("templates/ack.html").read_text("utf-8")
    return Environment(autoescape=True).from_string(text)
