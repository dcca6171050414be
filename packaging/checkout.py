"""The quick way in: where `.venv` stands ready for a purpose, become its Python at once.

Readable by Pythons that are too old, down to 3.6, so that those can look for a newer one.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "packaging" / "tests.lock"}


def become(purpose, arguments):
    """Turn this process into the program; make what is missing first, saying so on stderr."""
    if not ready(purpose):
        from prepare import prepare  # only now: most starts do without it

        try:
            prepare(purpose)
        except OSError as fault:
            sys.exit("The folder .venv could not be made: {}".format(fault))
        except KeyboardInterrupt:
            sys.exit(130)
    python = str(PYTHON)
    os.execv(python, [python, "-P", *arguments])  # -P: no module of the folder we are called from


def ready(purpose):
    """Whether all that the purpose needs was brought, system libraries and packages alike."""
    return brought(purpose) and stamp("system", purpose).exists()


def brought(purpose):
    """Whether exactly the lock's packages are in `.venv` and its Python still runs."""
    packages = stamp("packages", purpose)
    return (
        os.access(str(PYTHON), os.X_OK)
        and packages.exists()
        and packages.read_bytes() == LOCKS[purpose].read_bytes()
    )


def stamp(what, purpose):
    """The file that says it: for packages, a copy of the lock they came from."""
    return VENV / "watchbill-{}-{}".format(what, purpose)


def say(sentence):
    """On stderr: stdout belongs to the program that we become."""
    print(sentence, file=sys.stderr, flush=True)
