"""The command line within the tests' own process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from unittest.mock import patch

from typer.main import get_command
from typer.testing import CliRunner, Result

from formcheck.cli.app import app

_command = cache(get_command)


def invoke(
    *args: object, env: Mapping[str, str | None] | None = None, typed: str | None = None
) -> Result:
    """Run ``formcheck`` with some words.

    Its commands are built once, as in a process of its own, not for each call.

    Args:
        args: The words.
        env: Variables that are set for it.
        typed: What is on its standard input.
    """
    with patch("typer.testing._get_command", _command):
        return CliRunner().invoke(app, list(map(str, args)), env=env, input=typed)
