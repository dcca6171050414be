"""The `watchbill` command. Without a subcommand it becomes the desktop, and imports nothing for
it."""

import runpy
import sys

OPENS_DESKTOP = ("--demo", "--database", "--hidden", "--platform", "--selftest")


def main() -> None:
    """Entry point of the console script."""
    arguments = sys.argv[1:]
    if _wants_desktop(arguments):
        runpy.run_module("ui", run_name="__main__", alter_sys=True)
        return
    from app.cli.main import run

    sys.exit(run(arguments))


def _wants_desktop(arguments: list[str]) -> bool:
    """No subcommand: nothing at all, flags of the desktop, a watchbill: address or a .watchbill
    file."""
    if any(word in ("--help", "-h", "--version", "--install-completion") for word in arguments):
        return False
    words = iter(arguments)
    for word in words:
        if word == "--database":
            if next(words, None) is None:
                return False  # wrong usage, which typer explains
        elif not word.startswith("-"):
            return word.startswith("watchbill:") or word.endswith(".watchbill")
        elif word.partition("=")[0] not in OPENS_DESKTOP:
            return False
    return True


if __name__ == "__main__":
    main()
