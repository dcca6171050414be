"""How each figure is reckoned, in words: shown beside every figure, on paper and in the shell."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.case import ATLASSIAN, CLOCKS, SRE, Clock

PAGERDUTY = "PagerDuty Insights, definitions of business, off and sleep hours"
SRE_BOOK = "Beyer et al., Site Reliability Engineering (2016), ch. 3 and 4"
ITIL = "ITIL 4, problem management"
OURS = "Watchbill"
NEVER = "Drills, declined and merged incidents are in no figure; how many were left out is said."


@dataclass(frozen=True, slots=True)
class Formula:
    """`formula` is one line; `words` say what is counted and what is not."""

    title: str
    formula: str
    words: str
    source: str = OURS


WORDS: Mapping[str, str] = {
    "mttd": "How long it hurt before anybody or anything noticed.",
    "mtta": "How long until somebody said that they have it.",
    "mttm": "How long customers felt it.",
    "mttr": "How long from noticing to the end.",
}
TITLES: Mapping[str, str] = {
    "mttd": "Time to detect",
    "mtta": "Time to acknowledge",
    "mttm": "Time to mitigate",
    "mttr": "Time to resolve",
}
SAMPLE = (
    "Mean, median and p90 (type 7 of Hyndman & Fan, as numpy and spreadsheets do) of incidents "
    "that have both times; those that lack one, or whose times run backwards, are counted apart. "
    "The band holds the true median with 95 % confidence (order statistics, no assumption on the "
    "distribution; none of fewer than six)."
)


def of_clock(clock: Clock) -> Formula:
    """One of the four clocks."""
    words = f"{WORDS[clock.name]} {SAMPLE}"
    return Formula(TITLES[clock.name], f"{clock.name.upper()} = {clock.formula}", words,
                   clock.source)  # fmt: skip


FORMULAE: Mapping[str, Formula] = {
    **{clock.name: of_clock(clock) for clock in CLOCKS},
    "to_resolve": Formula(
        "Time to resolve, open incidents included",
        "S(t) = product over t_i <= t of (1 - resolved at t_i / lasting until t_i)",
        "An incident that is still open has lasted until now at least: it is censored, neither "
        "left out nor counted as ended. Median and p90 are where S falls to 1/2 and 1/10.",
        "Kaplan & Meier (1958); band by Brookmeyer & Crowley (1982)",
    ),
    "volume": Formula(
        "Incidents",
        "count of incidents created in the window",
        "By the service, category and severity they have now; an incident that touches several "
        "services is counted once, at its own.",
        ATLASSIAN,
    ),
    "hours": Formula(
        "When it happens",
        "count of incidents by weekday and hour of their creation",
        "On the wall clock of the zone shown; the hour that comes twice in autumn counts twice.",
    ),
    "recurrence": Formula(
        "Recurrence",
        "incidents whose cause came within 30 (90) days before / incidents whose cause is known",
        "The cause is the problem an incident is linked to; else its service, with the same "
        "category or a title alike (at least 60 % of the trigrams of its words in common, numbers "
        "taken as one). Incidents of the days before the window are looked at, too.",
        ITIL,
    ),
    "uptime": Formula(
        "Availability",
        "1 - length of the union of impact intervals / time passed of the window",
        "Impact lasts from impact started to mitigated (else resolved, else until now), as far as "
        "it lies in the window, on the incident's own service and on those it touched. Overlaps "
        "count once. Of several services: the mean. Incidents that do not say when impact began "
        "are counted apart.",
        SRE_BOOK,
    ),
    "budget": Formula(
        "Error budget",
        "(1 - SLO) x length of the window - downtime",
        "The SLO is kept while nothing is overspent. Windows are elapsed time: a day on which "
        "clocks change has 23 or 25 hours.",
        SRE_BOOK,
    ),
    "impact": Formula(
        "Customer impact",
        "100 x scope x severity x duration",
        "Scope: log(1 + customers) / log(1 + 10,000) where customers were counted, else 1/2 for "
        "one service and 1/6 for each other; severity: 1, 0.6, 0.3, 0.1 for SEV1 to SEV4; "
        "duration: log(1 + minutes of impact) / log(1 + 480). Each factor is 1 at most.",
    ),
    "noise": Formula(
        "Noise",
        "alerts / incidents; pages without action / pages",
        "A page is without action when its incident ended by itself and nobody ever acknowledged "
        "it. An incident healed when a machine resolved it, and flaps when it was reopened twice "
        "or more.",
        "Ewaschuk, My Philosophy on Alerting (Google, 2013)",
    ),
    "interruptions": Formula(
        "Interruptions",
        "pages to one person, those within ten minutes of the last counted once",
        "Work is Monday to Friday 8 to 18, sleep is 22 to 6, everything else is off: on the wall "
        "clock of the person's own zone. Pages that failed or were cancelled interrupt nobody.",
        PAGERDUTY,
    ),
    "duty": Formula(
        "On-call load",
        "hours in which a person was on call, each hour once",
        "From the record of who really was on call. Whoever is on call for two schedules at once "
        "is so once. A night (0 to 6), a weekend and a public holiday count each once, however "
        "little of it was served, by the schedule's zone and country.",
    ),
    "pay": Formula(
        "On-call pay",
        "sum over kinds of hours x rate",
        "An hour is paid once, as the last of these that applies: weekday, night (0 to 6), "
        "weekend, public holiday.",
    ),
    "response": Formula(
        "Response",
        "acknowledged by whoever was paged - first page to them",
        "By person, and by level of the policy (the quickest of those it paged). An "
        "acknowledgement before the page is no answer to it.",
        SRE,
    ),
}
