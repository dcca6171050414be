"""What every test stands on: a home of its own, real databases, a real screen, and silence."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.home", "tests.quiet", "tests.databases", "tests.screen"]

SLOW_MACHINES = [HealthCheck.too_slow]  # how fast a machine is says nothing about our code
settings.register_profile(
    "default", max_examples=60, deadline=None, suppress_health_check=SLOW_MACHINES
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("deep", settings.get_profile("default"), max_examples=3000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "default")
)

FULL = 40  # tests between two looks at everything
gc.disable()  # widgets must never be taken apart by a worker's thread (see ui.shell.sweeper)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Garbage is collected between tests, on the thread that has the widgets."""
    yield
    item.config.stash[TESTS] = done = item.config.stash.get(TESTS, 0) + 1
    gc.collect(2 if done % FULL == 0 else 1)


TESTS: pytest.StashKey[int] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The fault bench has a long form: more of everything, for an hour's quiet."""
    parser.addoption("--long", action="store_true", help="the long form of tests/faults")
