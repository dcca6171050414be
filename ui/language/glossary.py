"""The words of the field that nobody has to know beforehand: how each is spelt in the language of
the window, and what it means in words that everybody knows."""

import re
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication


class Term(NamedTuple):
    """`spelt` are whole words, in any case, with | between them. One that begins with = counts only
    where nothing else is said, and one with ^ only where a text begins with it: such words mean
    something else in the middle of a sentence."""

    spelt: str
    meaning: str


class Explained(NamedTuple):
    """A word as it stands in a text, and its meaning."""

    word: str
    meaning: str


def explained(text: str) -> tuple[Explained, ...]:
    """The words of the field in a text, each once, in their order there."""
    pattern, terms = _known(_tr("triage"))
    found: dict[int, str] = {}
    for match in pattern.finditer(text):
        at = next(number for number, word in enumerate(match.groups()) if word is not None)
        found.setdefault(at, match.group())
    listed = ((word, terms[at].meaning) for at, word in found.items())
    return tuple(Explained(_capital(word), _sentence(meant)) for word, meant in listed)


def meaning(text: str) -> str:
    """All of them in one text, a line each; empty where every word is plain."""
    return "\n".join(f"{each.word}: {each.meaning}" for each in explained(text))


@lru_cache(maxsize=4)
def _known(_language: str) -> tuple[re.Pattern[str], tuple[Term, ...]]:
    """One pattern for all of them, a group each."""
    terms = (*_triage(), *_paging(), *_people(), *_work(), *_talk(), *_figures(), *_machines())
    parts = (f"({'|'.join(map(_spelling, each.spelt.split('|')))})" for each in terms)
    return re.compile("|".join(parts), re.IGNORECASE), terms


def _spelling(word: str) -> str:
    if word.startswith("="):
        return rf"\A\s*{re.escape(word[1:])}\s*\Z"
    begins = word.startswith("^")
    return ("\\A" if begins else r"(?<![\w-])") + re.escape(word.lstrip("^")) + r"(?!\w)"


def _capital(word: str) -> str:
    word = word.strip()
    return word[:1].upper() + word[1:]


def severity_meaning(severity: str) -> str:
    """What SEV1 to SEV4 stand for."""
    return {
        "SEV1": _incident("Customers cannot use it, or data is at risk. Everybody is woken."),
        "SEV2": _incident("A main part is broken or badly slow for many."),
        "SEV3": _incident("Something is broken, but there is a way round it."),
        "SEV4": _incident("A blemish. It can wait for working hours."),
    }[severity]


def _triage() -> tuple[Term, ...]:
    """How an incident begins and goes on. The longer spelling goes first."""
    return (
        *(Term(each, severity_meaning(each)) for each in ("SEV1", "SEV2", "SEV3", "SEV4")),
        Term(_tr("severity|severities"),
             _tr("How bad it is for customers, from SEV1 (the worst) to SEV4.")),
        Term(_tr("urgency"),
             _tr("High: people are woken. Low: they are told when they work, nobody is woken.")),
        Term(_tr("triage"),
             _tr("It is new: somebody has to see whether it is real, how bad it is, and whose.")),
        Term(_tr("identified"), _tr("The cause is known, and people work on a remedy.")),
        Term(_tr("monitoring|=mark monitoring"),
             _tr("A remedy is in place, and people watch whether it holds.")),
        Term(_tr("snooze|snoozed"), _tr("Put aside until a time; then it comes back by itself.")),
        Term(_tr("merge|merged|merging"),
             _tr("Two reports of the same trouble are one from now on; it can be undone.")),
        Term(_tr("=Alert|=Alerts"), _tr("What a tool that watches the systems has reported.")),
        Term(_tr("dedup key|dedup"),
             _tr("Reports with the same key are one alert that is heard again, not many.")),
        Term(_tr("=trigger"), _tr("The tool says that it is broken; “resolve” takes that back.")),
    )  # fmt: skip


def _paging() -> tuple[Term, ...]:
    """Who is called, and when."""
    return (
        Term(_tr("escalation policies|escalation policy|policies|policy"),
             _tr("Who is paged first, who is next, and how long each has to answer.")),
        Term(_tr("escalate|escalated|escalation"),
             _tr("Page the next people, because nobody answers or more are needed.")),
        Term(_tr("level|levels"),
             _tr("A step of the escalation policy: these people together, then the next.")),
        Term(_tr("last resort"), _tr("Who is paged when nobody on the list has answered.")),
        Term(_tr("acknowledge|acknowledged|acknowledges|acknowledgement"),
             _tr("To say “I have it”: the paging stops, and everybody sees whose it is.")),
        Term(_tr("^Page|^Pages|=Details of this page|paged|paging|page comes|after the page"),
             _tr("To call somebody by push, text message, phone or mail until they answer.")),
        Term(_tr("on call|on-call"), _tr("Whose turn it is to be paged.")),
        Term(_tr("rota"), _tr("The plan of who is on call when.")),
        Term(_tr("hand-off|hand-offs"), _tr("Where one person's turn ends and the next begins.")),
        Term(_tr("fair fill"),
             _tr("A proposal for the rota that spreads nights and weekends fairly.")),
        Term(_tr("=Readiness"), _tr("Whether everybody can be reached when it is their turn.")),
    )  # fmt: skip


def _people() -> tuple[Term, ...]:
    """Roles in an incident."""
    return (
        Term(_tr("incident commander|commander"),
             _incident("Decides, and keeps the whole in view")),
        Term(_tr("=deputy|is deputy"), _incident("Stands in for the commander")),
        Term(_tr("scribe"), _incident("Writes down what happens")),
        Term(_tr("communications lead|=comms"), _incident("Tells customers and managers")),
        Term(_tr("subject expert|=expert"), _incident("Knows this part best")),
        Term(_tr("=handle"), _tr("The short name by which files and commands know a person.")),
    )  # fmt: skip


def _work() -> tuple[Term, ...]:
    """What people do, then and afterwards."""
    return (
        Term(_tr("playbook|playbooks"),
             _tr("Written steps for this kind of trouble, to tick off.")),
        Term(_tr("workflow|workflows"),
             _tr("What the program does by itself when something happens.")),
        Term(_tr("drill|drills"),
             _tr("An exercise: it counts in no figure, and nobody outside hears of it.")),
        Term(_tr("=Problem|=Problems"), _tr("The cause behind one incident or several.")),
        Term(_tr("known error"), _tr("The cause is known, and so is a way round it.")),
        Term(_tr("=Review|=Reviews|post-incident review"),
             _tr("What happened and what was learnt, written down afterwards.")),
        Term(_tr("follow-up|follow-ups"),
             _tr("What is still to be done once it is over, with an owner and a day.")),
    )  # fmt: skip


def _talk() -> tuple[Term, ...]:
    """How customers hear of it."""
    return (
        Term(_tr("status page"), _tr("Where customers read how the services are doing.")),
        Term(_tr("subscriber|subscribers|subscribed"),
             _tr("Somebody outside who is told of every update, by mail or in a feed.")),
        Term(_tr("webhook|webhooks"), _tr("The address of another program that is told at once.")),
        Term(_tr("Markdown"), _tr("Plain text with marks, such as **bold** and - for a list.")),
    )  # fmt: skip


def _figures() -> tuple[Term, ...]:
    """What is measured."""
    return (
        Term(_tr("MTTD"), _tr("How long it takes on average until trouble is noticed.")),
        Term(_tr("MTTA"), _tr("How long it takes on average until somebody has it.")),
        Term(_tr("MTTM"), _tr("How long it takes on average until the harm ends.")),
        Term(_tr("MTTR"), _tr("How long it takes on average until it is solved.")),
        Term(_tr("SLO"), _tr("The share of time that a service is meant to work.")),
    )


def _machines() -> tuple[Term, ...]:
    """What stands behind it."""
    return (
        Term(_tr("CI/CD pipeline|CI/CD"),
             _tr("What builds, tests and delivers our software by itself.")),
        Term(_tr("third-party|third party"),
             _tr("Somebody else's service that ours cannot do without.")),
        Term(_tr("misconfiguration"), _tr("A wrong setting.")),
        Term(_tr("integration|integrations|Events API URL|routing key"),
             _tr("A tool that may report trouble here, with an address and a key of its own.")),
        Term(_tr("heartbeat|heartbeats"),
             _tr("A program that reports regularly; if it falls silent, that is the alarm.")),
    )  # fmt: skip


def _tr(words: str) -> str:
    return QCoreApplication.translate("Glossary", words)


def _incident(words: str) -> str:
    return QCoreApplication.translate("Incident", words)


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
