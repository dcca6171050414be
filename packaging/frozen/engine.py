"""The frozen `watchbill-engine`: every command, without Qt."""

import sys

import launched

if __name__ == "__main__":
    launched.ready()
    from app.cli.main import run

    sys.exit(run(sys.argv[1:]))
