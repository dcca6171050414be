"""Imported before all else, it makes every later import cheaper.

PySide6 replaces `__import__` by one that reads the source of whatever is imported from then on, to
see whether it may want `from __feature__ import …`. Nothing here does; reading all of SQLAlchemy,
numpy and matplotlib for it took a tenth of the time until the figures stand in a new program, and
5 ms before the first paint. So the one before it is put back.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - it is what replaces it

if hasattr(builtins, "__orig_import__"):  # where PySide6 (6.11) keeps it
    builtins.__import__ = builtins.__orig_import__
