"""The desktop's entry: paints the window first, and only then asks for the database."""

import gc
import sys


def main() -> None:
    """Runs until the last window is closed."""
    gc.disable()  # until the first paint: it would only look at what stays anyway
    from ui.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
