"""One process that opens the metrics page again and again, and says how long each took as JSON:
the first opening loads numpy and matplotlib and reads, unless the program made itself ready before
as the desktop does; later ones find both. Garbage is swept as in the desktop."""

import gc
import json
import os
import sys
from collections.abc import Callable
from itertools import pairwise
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from app.store import Store, open_store

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.metrics.page import MetricsPage

ROUNDS = 5
BEAT = 5  # ms
SIZE = 1170, 900
CHARTS = ("trend", "volume", "week")  # those that are seen without scrolling
Took = dict[str, float]


class Watch:
    """Waits as an event loop does; beats that come late are stalls of the window."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.stall = 0.0
        self._beats: list[float] = []
        self._beat = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._note)
        self._beat.start()

    def until(self, done: Callable[[], bool]) -> float:
        """Seconds."""
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        begin = perf_counter()
        self._beats[:] = [begin]
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()  # paints
        self.stall = max([self.stall, *(b - a for a, b in pairwise(self._beats))])
        return perf_counter() - begin

    def _note(self) -> None:
        self._beats.append(perf_counter())


def opened(store: Store, watch: Watch, page: "MetricsPage | None" = None) -> Took:
    """Until the six figures stand there, and the charts; then a filter's figures. Without a `page`
    that was made before, it is made now."""
    begin = perf_counter()
    page = page or _made(store)
    page.resize(*SIZE)
    page.show()
    tiles = page.board.tiles.values()
    seen = [page.board.cards[name].view for name in CHARTS]
    watch.until(lambda: all(each.tile is not None for each in tiles))
    figures = perf_counter() - begin
    watch.until(lambda: all(each.ready for each in seen))
    charts = perf_counter() - begin
    watch.until(lambda: not page.asking)
    filtered = _filtered(page, watch)
    page.close()
    _end(page.board._bridge)
    stall, watch.stall = watch.stall, 0.0
    return {"figures": figures, "charts": charts, "filter": filtered, "stall": stall}


def _made(store: Store) -> "MetricsPage":
    from tests.desk import bridge_on
    from ui.metrics.page import MetricsPage

    return MetricsPage(bridge_on(store))


def _filtered(page: "MetricsPage", watch: Watch) -> float:
    before = page.shown, page.felt, page.back
    page.chips.choose("severity", ["SEV1"])
    took = watch.until(
        lambda: all(new not in (None, old) for new, old in
                    zip((page.shown, page.felt, page.back), before, strict=True))
    )  # fmt: skip
    watch.until(lambda: not page.asking)
    return took


def _end(bridge: "Bridge") -> None:
    """Ends its threads and leaves the store open."""
    from tests.gallery.page_incidents import Ending

    Ending(bridge)()


def readied(store: Store, watch: Watch) -> "tuple[MetricsPage, float]":
    """As the desktop does it some seconds after its start: the page, unseen, and the longest stall
    meanwhile."""
    from tests.desk import bridge_on
    from ui.metrics.foresight import Foresight
    from ui.metrics.page import MetricsPage

    bridge, made = bridge_on(store), list[MetricsPage]()

    def make() -> MetricsPage:
        made.append(MetricsPage(bridge))
        made[0].resize(*SIZE)
        return made[0]

    foresight = Foresight(bridge, make)
    foresight.prepare()
    watch.until(lambda: foresight.ready)
    stall, watch.stall = watch.stall, 0.0
    return made[0], stall


def main(url: str, ready: bool) -> None:
    """Prints {"first": {"figures", "charts", "filter", "stall"}, "later": medians}; seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the desktop does
    import ui.unwatched  # noqa: F401 - as the desktop does
    from tests.desk import forgetful
    from ui.shell.sweeper import Sweeper
    from ui.theme.current import application, dress

    app = application([])
    dress(app)
    forgetful()
    store = open_store(url, durable=False)
    watch = Watch()
    sweeper = Sweeper()
    gc.freeze()
    page, before = readied(store, watch) if ready else (None, 0.0)
    first = opened(store, watch, page)
    first["stall"] = max(first["stall"], before)
    rounds = [opened(store, watch) for _ in range(ROUNDS)]
    later = {name: median(each[name] for each in rounds) for name in first}
    print(json.dumps({"first": first, "later": later}))
    store.close()
    sweeper.deleteLater()


if __name__ == "__main__":
    main(sys.argv[1], "ready" in sys.argv[2:])
