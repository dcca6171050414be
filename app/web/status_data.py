"""The status page for programs: JSON in Statuspage's shape, and an Atom feed."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.domain.language import Language
from app.domain.moment import stamp
from app.domain.status import impact
from app.notify.voice import Voice
from app.paper.html import safe_html
from app.queries.status_public import Board, Line, News, Shown, Work


def document(board: Board, base: str) -> dict[str, Any]:
    """What Statuspage answers as `summary.json`, with what ended lately besides."""
    home = f"{base}{board.root}"
    page = {
        "id": "watchbill",
        "name": board.page.title or "Status",
        "url": f"{base}{board.root}" if base else "",
        "time_zone": board.page.time_zone,
        "updated_at": stamp(board.now),
    }
    works = [
        *(_work(each, "in_progress", home) for each in board.under_way),
        *(_work(each, "scheduled", home) for each in board.planned),
    ]
    return {
        "page": page,
        "status": {"indicator": board.indicator, "description": board.words},
        "components": [_line(each, place) for place, each in enumerate(board.lines)],
        "incidents": [_incident(each, home) for each in board.open],
        "scheduled_maintenances": works,
        "past_incidents": [_incident(each, home) for each in board.past],
    }


def feed(board: Board, base: str) -> str:
    """RFC 4287: an entry for each incident and piece of planned work, newest first."""
    name = board.page.title or "Status"
    shown = [*board.open, *board.past]
    newest = max((each.changed_at for each in shown), default=board.now)
    home = f"{base}{board.root}"
    english = board.language is Language.ENGLISH
    tongue = "" if english else f" xml:lang={quoteattr(board.language.value)}"
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom"{tongue}>\n'
        f"<title>{escape(name)}</title>\n<id>{escape(home)}</id>\n"
        f"<updated>{stamp(newest)}</updated>\n<author><name>{escape(name)}</name></author>\n"
        f"<link href={quoteattr(home)}/>\n"
        f'<link rel="self" href={quoteattr(home + ".atom")}/>\n'
    )
    voice = Voice(board.language)
    entries = [_entry(each, home, voice) for each in shown]
    planned = [_planned(each, home, board) for each in (*board.under_way, *board.planned)]
    return head + "".join([*entries, *planned]) + "</feed>\n"


def _line(line: Line, place: int) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "name": line.name,
        "status": line.state.value,
        "description": line.description or None,
        "position": place + 1,
        "group": line.group or None,
        "created_at": stamp(line.created_at),
        "start_date": line.created_at.date().isoformat(),
        "uptime_90_days": None if line.uptime is None else round(line.uptime, 6),
        "days": [
            {"date": day.date.isoformat(), "status": day.worst.value, "down_s": round(day.down)}
            for day in line.bars
            if day.watched and (day.down or day.worst.value != "operational")
        ],
    }


def _incident(shown: Shown, home: str) -> dict[str, Any]:
    return {
        "id": shown.slug,
        "name": shown.title,
        "status": shown.stage.lower(),
        "impact": impact(shown.state),
        "started_at": stamp(shown.began_at),
        "created_at": stamp(shown.began_at),
        "updated_at": stamp(shown.changed_at),
        "resolved_at": stamp(shown.resolved_at) if shown.resolved_at else None,
        "shortlink": f"{home}/{shown.slug}",
        "components": [{"id": str(ident), "name": name} for ident, name in shown.components],
        "incident_updates": [_news(each, shown) for each in shown.updates],
    }


def _news(news: News, shown: Shown) -> dict[str, Any]:
    return {
        "id": str(news.id),
        "incident_id": shown.slug,
        "status": news.stage.lower(),
        "body": news.text,
        "created_at": stamp(news.at),
        "display_at": stamp(news.at),
    }


def _work(work: Work, status: str, home: str) -> dict[str, Any]:
    return {
        "id": work.slug,
        "name": work.title,
        "status": status,
        "impact": "maintenance",
        "scheduled_for": stamp(work.starts_at),
        "scheduled_until": stamp(work.ends_at),
        "shortlink": home,
        "components": [{"id": str(ident), "name": name} for ident, name in work.components],
        "body": work.text,
    }


def _entry(shown: Shown, home: str, voice: Voice) -> str:
    said = "".join(
        f"<p><b>{escape(voice.say(each.stage))}</b> {stamp(each.at)}</p>{safe_html(each.text)}"
        for each in shown.updates
    )
    url = f"{home}/{shown.slug}"
    title = f"{shown.title} - {voice.say(shown.stage)}"
    return _written(title, url, stamp(shown.began_at), stamp(shown.changed_at), said)


def _planned(work: Work, home: str, board: Board) -> str:
    url = f"{home}#{work.slug}"
    said = f"<p>{stamp(work.starts_at)} - {stamp(work.ends_at)}</p>{safe_html(work.text)}"
    at = stamp(min(work.starts_at, board.now))
    title = Voice(board.language).say("Maintenance: %1", work.title)
    return _written(title, url, at, at, said)


def _written(title: str, url: str, published: str, updated: str, said: str) -> str:
    return (
        f"<entry>\n<title>{escape(title)}</title>\n<id>{escape(url)}</id>\n"
        f"<link href={quoteattr(url)}/>\n<published>{published}</published>\n"
        f'<updated>{updated}</updated>\n<content type="html">{escape(said)}</content>\n</entry>\n'
    )
