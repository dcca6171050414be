"""What is known of the sample team's two years (see `app.demo.plot`), as the metrics page shows
it: a manager's questions with their answers."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.span import Against, Span, earlier, window_of
from app.domain.window import Window
from app.queries import pictures
from app.queries.asked import Asked
from app.queries.attention import attention
from app.queries.ledger import ledger
from app.queries.overview import Overview, care, numbers_behind, overview, span_read
from app.store import Store
from tests.sample import NOW, sample_store

MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    store = sample_store(60)
    yield store
    store.close()


def seen(store: Store, span: Span, *services: int) -> Overview:
    """As the page reckons it."""
    asked = Asked(window_of(span, NOW, MADRID), MADRID, frozenset(services))
    before = earlier(asked.window, Against.BEFORE, MADRID)
    return overview(ledger(store, span_read(asked, before)), asked, before, NOW)


def test_is_it_getting_better(sample: Store) -> None:
    """Answers get a third quicker over the two years."""
    tile = next(each for each in seen(sample, Span.YEAR).tiles if each.name == "mtta")
    assert tile.value is not None
    assert tile.before is not None
    assert 0.6 < tile.value / tile.before < 1.0


def test_which_service_costs_us_most_sleep(sample: Store) -> None:
    """Search; and the incidents behind its bar are its own, at night."""
    asked = Asked(Window(NOW - timedelta(days=730), NOW), MADRID)
    before = earlier(asked.window, Against.BEFORE, MADRID)
    view = overview(ledger(sample, span_read(asked, before)), asked, before, NOW)
    found = attention(sample, asked.window)
    felt = care(found.pages, found.people, view)
    chart = pictures.sleepers(view, felt)
    assert chart.names[0] == "search"
    key = chart.series[0].keys[0]
    assert isinstance(key, tuple)
    numbers = numbers_behind(view, key, felt)
    assert 0 < len(numbers) <= chart.series[0].values[0]
    place = view.part.cases.services.index("search")
    assert set(numbers) <= set(numbers_behind(view, ("service", place)))


def test_the_card_provider_fails_more_often_lately(sample: Store) -> None:
    half = seen(sample, Span.HALF)
    place = half.part.cases.services.index("card-provider")
    lately = len(numbers_behind(half, ("service", place)))
    early = int((half.before.cases.service == place).sum())
    assert lately >= early


def test_did_we_keep_our_promise_for_the_api_last_quarter(sample: Store) -> None:
    """Whole third quarter by the clock of Madrid; what the page says is what the seconds say."""
    view = seen(sample, Span.LAST_QUARTER)
    window = view.part.asked.window
    assert (window.end - window.start) == timedelta(days=92)
    level = next(each for each in view.part.levels if each.service == "api")
    assert level.slo == 99.9
    assert level.uptime is not None
    assert level.kept is (level.uptime >= 0.999)


def test_what_stands_behind_the_parts_adds_up(sample: Store) -> None:
    view = seen(sample, Span.YEAR)
    whole = set(numbers_behind(view, ("all",)))
    assert len(whole) == view.tiles[2].value
    steps = [numbers_behind(view, ("step", at)) for at in range(len(view.part.along))]
    assert sorted(number for some in steps for number in some) == sorted(whole)
    hours = [numbers_behind(view, ("hour", d, h)) for d in range(7) for h in range(24)]
    assert sorted(number for some in hours for number in some) == sorted(whole)
    assert set(numbers_behind(view, ("open",))) <= whole
