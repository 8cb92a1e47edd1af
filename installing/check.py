"""Installs formcheck afresh and tries it: `make installs`.

The wheel is built, and installed into an environment of its own for each Python from 3.11 on that
is at hand; then the steps of the Containerfile are carried out on a clean Debian.  The latter needs
root, debootstrap and a mirror of Debian, and is said to be left out where these are not there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from installing.clean_root import ROOT, CleanRoot, debian
from installing.containerfile import Stage, read
from installing.limited import run_limited
from installing.program import check

PYTHONS = ("3.11", "3.12", "3.13")
CLIP = ROOT / "sample_videos" / "row-rounded.mp4"


def main() -> None:
    """Check every way that is possible here.

    Raises:
        SystemExit: One does not work.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-installs-") as folder:
        Path(folder).chmod(0o755)
        wheel = _build(Path(folder))
        for version in PYTHONS:
            python = _python(version)
            if python is None:
                print(f"Python {version}: not at hand")
                continue
            began = time.monotonic()
            found = _check_wheel(wheel, python, Path(folder) / version)
            _passed(f"Python {version}: formcheck {found} from {wheel.name}", began)
        missing = _missing()
        if missing:
            print(f"Containerfile on a clean Debian: left out, it needs {missing}")
            return
        began = time.monotonic()
        bases: dict[str, Path] = {}
        try:
            for stage in read(ROOT / "Containerfile"):
                _base(stage, Path(folder), bases)
        except subprocess.SubprocessError as error:
            print(f"Containerfile on a clean Debian: left out, none could be had: {error}")
            return
        found = _check_containerfile(Path(folder), bases)
        _passed(f"Containerfile on a clean Debian: formcheck {found}", began)


def _passed(what: str, began: float) -> None:
    print(f"{what}: works ({time.monotonic() - began:.0f} s)", flush=True)


def _build(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _python(version: str) -> Path | None:
    """A Python of this version that makes environments; of those that pyenv keeps, too."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = shutil.which(f"python{version}")
    for each in ([Path(named)] if named else []) + sorted(kept.glob(f"{version}.*/bin/python3")):
        asked = subprocess.run(
            [each, "-c", "import ensurepip, venv"], capture_output=True, check=False
        )
        if asked.returncode == 0:
            return each
    return None


def _check_wheel(wheel: Path, python: Path, folder: Path) -> str:
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "--quiet", "install"]
    pins = ["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")]
    run_limited([*pip, *pins], env=_clean())
    # Whatever it needs that was not pinned is missing now.
    run_limited([*pip, "--no-index", str(wheel)], env=_clean())
    program = str(folder / "venv" / "bin" / "formcheck")
    start = partial(_start, program, folder)
    data = ["--no-browser", "--port", "0", "--data", str(folder / "data")]
    return check(start, ["serve", *data], str(CLIP), folder / "out", str(folder / "out"))


def _start(program: str, folder: Path, arguments: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [program, *arguments],
        cwd=folder,  # not here, where the sources would be imported
        env=_clean(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _missing() -> str:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "root"
    if shutil.which("debootstrap") is None:
        return "debootstrap (Debian: apt-get install debootstrap)"
    if shutil.which("unshare") is None:
        return "unshare (Debian: apt-get install util-linux)"
    # What each step does: a container may let one in but mount nothing there.
    tried = ["unshare", "--mount", "mount", "-t", "proc", "proc", "/proc"]
    if subprocess.run(tried, capture_output=True, check=False).returncode:
        return "a mount namespace of its own"
    return ""


def _check_containerfile(folder: Path, bases: dict[str, Path]) -> str:
    built: dict[str, CleanRoot] = {}
    root = CleanRoot(folder)
    for number, stage in enumerate(read(ROOT / "Containerfile")):
        root = CleanRoot(folder / f"root-{number}")
        subprocess.run(["cp", "-a", bases[stage.base], root.path], check=True)
        root.build(stage, built)
        built[stage.name] = root
    mounted = root.path / "data" / CLIP.name  # as a volume would be
    shutil.copy(CLIP, mounted)
    serve = [*root.command, "--port", "0"]
    return check(root.start, serve, f"/data/{CLIP.name}", root.path / "data" / "out", "/data/out")


def _base(stage: Stage, folder: Path, bases: dict[str, Path]) -> None:
    """Make the Debian that a stage begins with; the same image is made once."""
    if stage.base not in bases:
        bases[stage.base] = folder / stage.base.replace(":", "-")
        debian(bases[stage.base], stage.base)


if __name__ == "__main__":
    main()
