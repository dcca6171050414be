"""The frozen `watchbill`: the window, and every command. On Linux also `watchbill-engine`."""

import sys
from pathlib import Path

import launched  # first: it sets the process up

if __name__ == "__main__":
    launched.ready()
    if Path(sys.argv[0]).name == "watchbill-engine":
        from app.cli.main import run

        sys.exit(run(sys.argv[1:]))
    from app.__main__ import main

    main()
