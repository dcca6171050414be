"""The acknowledgement link of a message in a shared channel: whoever follows it says who they are,
by a button with their name. Looking changes nothing here, either."""

import logging
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from app.domain.actor import Actor
from app.errors import Refused, Unavailable
from app.notify import link as links
from app.notify.voice import Voice
from app.operations import incident
from app.queries.channel_summons import Candidate, ChannelCall, channel_call
from app.queries.language import voice_of
from app.store import Store
from app.web.ack import AWAY, ENGLISH, FAULTY, UNKNOWN, page, several, together, whole
from models.kinds import Source

log = logging.getLogger(__name__)

STRANGER = "Choose one of the people who are listed."
SAID = "By the link in the channel {}: whoever pressed the button said to be {}."


def router(store: Store) -> APIRouter:
    """GET shows, POST acts."""
    made = APIRouter(include_in_schema=False)

    @made.api_route("/ack/channel/{token}", methods=["GET", "HEAD"])
    def show(token: str) -> Response:
        return _answer(store, token, None)

    @made.post("/ack/channel/{token}")
    def act(token: str, person: Annotated[int, Form()] = 0) -> Response:
        return _answer(store, token, person)

    return made


def _answer(store: Store, token: str, person: int | None) -> Response:
    voice = ENGLISH
    try:
        voice = voice_of(store)
        number = links.number_of(store.vault, token, links.CHANNEL)
        call = None if number is None else channel_call(store, number)
        if number is None or call is None:
            return page(404, *UNKNOWN, voice=voice)
        said = [] if person is None else _acknowledged(store, call, person)
        return _shown(channel_call(store, number) or call, together(said, voice), voice)
    except Unavailable:
        return page(503, *AWAY)
    except Refused as fault:
        return page(400, "This cannot be done", str(fault), voice=voice)
    except Exception:
        log.exception("a channel's link stumbled")
        return page(500, *FAULTY, voice=voice)


def _acknowledged(store: Store, call: ChannelCall, person: int) -> list[str]:
    """Every incident of the message. Raises Refused for somebody who is not listed."""
    who = call.candidate(person)
    if who is None:
        raise Refused(STRANGER)
    return [_acknowledge(store, each.incident, who, call.channel) for each in call.incidents]


def _acknowledge(store: Store, number: int, who: Candidate, channel: str) -> str:
    by = Actor(who.name, Source.LINK, who.id)
    try:
        answer = incident.acknowledge(store, number, by)
        incident.note(store, number, SAID.format(channel, who.shown), by)
    except Refused as fault:  # it ended while they were looking: the page says how
        return str(fault)
    return answer.sentence


def _shown(call: ChannelCall, said: str, voice: Voice) -> Response:
    first = call.incidents[0]
    title = f"[{first.severity}] {first.title}"
    if call.incidents[1:]:
        title = several(call.incidents, voice)
    return whole(voice, title=title, call=call, said=said)
