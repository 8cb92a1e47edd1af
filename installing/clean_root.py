"""Builds the Containerfile on a clean Debian without a container engine: debootstrap and chroot."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from installing.containerfile import Stage
from installing.limited import run_limited

ROOT = Path(__file__).parents[1]

CARRIED = ("CI", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
  "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_TRUSTED_HOST", "PIP_TIMEOUT", "PIP_DEFAULT_TIMEOUT",
  "PIP_PROXY")  # fmt: skip
"""What is kept of the environment: how this machine reaches packages."""

DEBIAN_S = 300.0
"""A mirror that takes longer than this to hand out a Debian does not answer, seconds."""

CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"


class CleanRoot:
    """A Debian of its own, and what the steps of a Containerfile have made of it.

    Args:
        path: Where it is.

    Attributes:
        path: Where it is.
        user: Who runs what is run.
        environment: What it is run with.
        entrypoint: What is started.
        command: With which arguments, if none are given.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.user = "root"
        self.environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.entrypoint: list[str] = []
        self.command: list[str] = []

    def build(self, stage: Stage, others: dict[str, CleanRoot]) -> None:
        """Carry out a stage.

        Args:
            stage: The stage.
            others: The roots of the stages before it, by name.
        """
        for instruction, words in stage.steps:
            if instruction == "RUN":
                self.run(["/bin/sh", "-c", words[0]])
            elif instruction == "COPY":
                self._copy(words, others)
            elif instruction == "ENV":
                self.environment.update((name, value) for name, _, value in map(_split, words))
            elif instruction == "USER":
                (self.user,) = words
            elif instruction == "ENTRYPOINT":
                self.entrypoint = words
            elif instruction == "CMD":
                self.command = words

    def run(self, command: list[str]) -> None:
        """Run something in it.

        Raises:
            SystemExit: It took too long.
            subprocess.CalledProcessError: It failed.
        """
        run_limited(self.inside(command), env=self._outer())

    def start(self, arguments: list[str] | None = None) -> subprocess.Popen[str]:
        """Start what the image is for; what it says comes through its pipe.

        Args:
            arguments: Those of the entry point; the image's own, if None.
        """
        command = [*self.entrypoint, *(self.command if arguments is None else arguments)]
        return subprocess.Popen(
            self.inside(command),
            env=self._outer(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def inside(self, command: list[str]) -> list[str]:
        """The command line that runs another one in it."""
        user = ["--userspec", f"{self.user}:{self.user}"] if self.user != "root" else []
        home = "/root" if self.user == "root" else f"/home/{self.user}"
        outer = self._outer()
        carried = [f"{name}={outer[name]}" for name in CARRIED if name in outer]
        set_ = [f"{name}={value}" for name, value in self.environment.items()]
        env = ["/usr/bin/env", "-i", f"HOME={home}", *carried, *set_]
        mounted = 'mount -t proc proc "$0/proc" && exec chroot "$@"'  # gone with the program
        path = str(self.path)
        return ["unshare", "--mount", "sh", "-c", mounted, path, *user, path, *env, *command]

    def _outer(self) -> dict[str, str]:
        return {**pip_settings(), **os.environ}

    def _copy(self, words: list[str], others: dict[str, CleanRoot]) -> None:
        source = ROOT
        if words[0].startswith("--from="):
            source = others[words.pop(0).partition("=")[2]].path
        *patterns, target = words
        found = [source / each.lstrip("/") for each in patterns]
        into = self.path / target.lstrip("/")
        for each in found:
            if each.is_dir():  # its content, as in a Containerfile
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(each, into, dirs_exist_ok=True, ignore=ignored)
            else:
                place = into / each.name if target.endswith("/") else into
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(each, place)


def _split(word: str) -> tuple[str, str, str]:
    return word.partition("=")


@cache
def pip_settings() -> dict[str, str]:
    """What this machine's pip is configured with, as the variables that say the same to another."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return variables_of(asked.stdout)


def variables_of(listed: str) -> dict[str, str]:
    r"""The variables that say what `pip config list` does, as far as they are carried.

    >>> variables_of("global.proxy='a proxy'\ninstall.timeout='60'\n:env:.x='1'")
    {'PIP_PROXY': 'a proxy', 'PIP_TIMEOUT': '60'}
    """
    found: dict[str, str] = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        name = "PIP_" + key.rpartition(".")[2].replace("-", "_").upper()
        if name in CARRIED:
            said = str(ast.literal_eval(value))
            found[name] = " ".join(said.split())  # several stand in a line each
    return found


def debian(path: Path, image: str) -> None:
    """Make a Debian as small as the image's, from the mirror that debootstrap takes by itself.

    Args:
        path: Where it is to be.
        image: The image that it stands for, as ``debian:bookworm-slim``.

    Raises:
        subprocess.SubprocessError: It cannot be made, or not in time.
    """
    suite = image.partition(":")[2].partition("-")[0]
    with_ = ["--variant=minbase", "--include=ca-certificates"]
    command = ["debootstrap", *with_, suite, str(path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=DEBIAN_S)
    # How this machine reaches the network, which an engine sees to for a container.
    for name in ("etc/resolv.conf", CERTIFICATES):
        if (Path("/") / name).exists():
            shutil.copyfile(Path("/") / name, path / name)
