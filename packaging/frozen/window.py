"""The frozen `watchbill`: the window, and every command."""

import launched  # first: it sets the process up

if __name__ == "__main__":
    launched.ready()
    from app.__main__ import main

    main()
