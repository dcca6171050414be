"""Apprise, loaded when first needed, and kept from logging parts of addresses."""

import logging
from functools import cache
from types import ModuleType


@cache
def apprise() -> ModuleType:
    """The library; the first call costs 0.2 s."""
    import apprise as library

    quiet = logging.getLogger("apprise")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    return library
