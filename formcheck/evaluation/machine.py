"""The machine on which something is measured: processors round differently, and so count."""

from __future__ import annotations

import platform
import re
from pathlib import Path

_LINUX = Path("/proc/cpuinfo")


def processor(info: Path = _LINUX) -> str:
    """The name of the machine's processor, without its marks of trade.

    Args:
        info: Where Linux tells it.
    """
    try:
        text = info.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    found = re.search(r"^model name\s*:\s*(\S.*)$", text, re.MULTILINE)
    name = found[1] if found else platform.processor() or platform.machine() or "unknown processor"
    return " ".join(re.sub(r"\((?:R|TM)\)", "", name, flags=re.IGNORECASE).split())
