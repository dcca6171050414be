"""The fonts that charts are written in, ours among them."""

import logging
import os
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from app.paths import cache_folder


@cache
def manager() -> Any:
    """What matplotlib knows of fonts; asked before anything else of it is loaded. Its functions
    have no types. That it makes its list, once on a new machine, is nothing anybody can act on."""
    os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    return import_module("matplotlib.font_manager").fontManager


@cache
def shipped(name: str) -> None:
    """One of ours, from now on."""
    manager().addfont(str(files("resources").joinpath("fonts", f"{name}.ttf")))
