"""Apprise, loaded when first needed, and kept from logging parts of addresses."""

import logging
import warnings
from functools import cache
from types import ModuleType


@cache
def apprise() -> ModuleType:
    """The library; the first call costs a second, for all services are loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Apprise 2.2 imports imghdr
        import apprise as library

        library.Apprise.instantiate("json://localhost")
    quiet = logging.getLogger("apprise")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    return library
