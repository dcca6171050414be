"""What the team agreed on about its figures: who sees those of single people, what an hour on call
is paid."""

from collections.abc import Mapping

from app.domain.actor import Actor
from app.domain.duty import Rate
from app.errors import Refused
from app.operations import audit
from app.queries.duty import RATES
from app.queries.privacy import SETTING, may_see
from app.store import Store
from models.ledger import Setting

MOST = 100_000.0  # of an hour's rate
LONGEST = 8  # letters of a currency


def keep_private(store: Store, on: bool, by: Actor) -> None:
    """Figures about single people are for managers only, or for everybody. Raises Refused for
    those who may not see them."""
    if not may_see(store, by.person):
        raise Refused("Only a manager of a team can say who sees the figures of single people.")
    with store.write() as session:
        session.merge(Setting(name=SETTING, value={"on": on}))
        audit.record(session, by, "figures private" if on else "figures open", "figures",
                     store.now(), {"on": on})  # fmt: skip


def set_rates(store: Store, rates: Mapping[Rate, float], currency: str, by: Actor) -> None:
    """What an hour of each kind is paid. Raises Refused."""
    word = currency.strip()
    if not word or len(word) > LONGEST or not word.isprintable():
        raise Refused(f"A currency is a word such as EUR, at most {LONGEST} letters.", "currency")
    for kind, rate in rates.items():
        if not 0 <= rate <= MOST:
            raise Refused(f"An hour of {kind.value} is paid from 0 to {MOST:,.0f}.", kind.value)
    value = {kind.value: rate for kind, rate in rates.items()} | {"currency": word}
    with store.write() as session:
        session.merge(Setting(name=RATES, value=value))
        audit.record(session, by, "rates set", "on-call rates", store.now(), value)
