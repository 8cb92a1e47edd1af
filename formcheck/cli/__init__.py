"""The command line: thin, it parses, calls and prints.

Nothing heavy is imported before a command needs it, so that ``formcheck --help`` is quick.
"""

from __future__ import annotations

import signal


def main() -> None:
    """Runs the ``formcheck`` command.

    Raises:
        SystemExit: The command ends; Ctrl-C while it was starting is exit status 130.
    """
    try:
        from formcheck.cli.app import run

        run()
    except KeyboardInterrupt:  # while it was still starting
        raise SystemExit(130) from None
    finally:
        # All is said and written: a late Ctrl-C would only spoil the exit status.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


__all__ = ["main"]
