"""Apprise, loaded when first needed, and kept from logging parts of addresses."""

import logging
import warnings
from functools import cache
from types import ModuleType

TALKATIVE = ("apprise", "urllib3", "requests", "requests_oauthlib", "paho", "slixmpp")


@cache
def apprise() -> ModuleType:
    """The library; the first call costs a second, for all services are loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Apprise 2.2 imports imghdr
        import apprise as library

        library.Apprise.instantiate("json://localhost")
    for name in TALKATIVE:
        quiet = logging.getLogger(name)
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
    return library
