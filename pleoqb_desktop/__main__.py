"""The entry point: nothing but the way to the command line."""

import sys

from pleoqb_desktop.cli import run
from pleoqb_desktop.services.system.installed import READER, announce


def main() -> int:
    """Runs a command, or opens the window; the exit code (design.md 7)."""
    try:
        announce()
        if sys.argv[1:2] == [READER]:
            from pleoqb_desktop.services.receipts import reader_child  # a helper's own: the window stands without it

            return reader_child.main(sys.argv[2:])
        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before a command was there to stop in good order
        return 130


if __name__ == "__main__":
    sys.exit(main())
