"""``python -m formcheck.cli`` is ``formcheck``."""

from formcheck.cli import main

main()
