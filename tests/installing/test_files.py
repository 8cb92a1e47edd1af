"""The Containerfile and the service file say what formcheck's command line understands."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
import time
from pathlib import Path

import pytest
import typer

from formcheck.cli.app import app
from installing.clean_root import CARRIED, CleanRoot, pip_settings
from installing.containerfile import read
from installing.limited import run_limited

ROOT = Path(__file__).parents[2]


def options(words: list[str]) -> dict[str, object]:
    """What the command line makes of the words of a command; an error if it does not know one."""
    group = typer.main.get_command(app)
    command = group.commands[words[0]]  # type: ignore[attr-defined]
    found: dict[str, object] = command.make_context(words[0], words[1:]).params
    return found


def test_the_service_starts_the_server_and_lets_it_end_its_own_workers() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "docs" / "formcheck.service")
    program, *words = shlex.split(unit["Service"]["ExecStart"])
    assert program.endswith("/formcheck")
    assert options(words)["no_browser"] is True
    assert unit["Service"]["KillMode"] == "mixed"


def test_the_container_starts_a_server_that_can_be_reached_and_keeps_its_data() -> None:
    wheel, image = read(ROOT / "Containerfile")
    said = dict(image.steps)
    assert said["ENTRYPOINT"] == ["formcheck"]
    found = options(said["CMD"])
    assert (found["host"], found["data"]) == ("0.0.0.0", Path("/data"))
    assert said["USER"] == ["formcheck"]  # not root
    assert any("--require-hashes" in words[0] for kind, words in image.steps if kind == "RUN")
    for each in (word for kind, words in wheel.steps if kind == "COPY" for word in words[:-1]):
        assert (ROOT / each).exists(), each


@pytest.mark.slow
def test_steps_are_carried_out_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Containerfile"
    file.write_text(
        "FROM debian:bookworm-slim AS one\nRUN make \\\n  it\nCOPY Makefile LICENSE /src/\n"
        'FROM debian:bookworm-slim\nENV A=b\nUSER me\nCOPY --from=one /src /kept\nCMD ["go"]\n'
    )
    one, two = read(file)
    first, second = CleanRoot(tmp_path / "1"), CleanRoot(tmp_path / "2")
    ran: list[list[str]] = []
    monkeypatch.setattr(CleanRoot, "run", lambda _, command: ran.append(command))
    first.build(one, {})
    second.build(two, {"one": first})
    assert ran == [["/bin/sh", "-c", "make   it"]]
    copied = sorted(path.name for path in (second.path / "kept").iterdir())
    assert copied == ["LICENSE", "Makefile"]
    assert second.command == ["go"]
    assert "A=b" in second.inside(["x"])
    assert "me:me" in second.inside(["x"])


@pytest.mark.slow
def test_a_mirror_of_pips_own_configuration_is_used_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = {name: name.removeprefix("PIP_").lower().replace("_", "-") for name in CARRIED}
    config = tmp_path / "pip.conf"
    config.write_text(
        f"[global]\n{option['PIP_INDEX_URL']} = a-mirror\n"
        f"{option['PIP_EXTRA_INDEX_URL']} =\n    another\n    a-third\n"
        f"[install]\n{option['PIP_TRUSTED_HOST']} = its-host\n"
    )
    for name in CARRIED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    pip_settings.cache_clear()
    carried = CleanRoot(tmp_path).inside(["pip"])
    pip_settings.cache_clear()
    assert "PIP_INDEX_URL=a-mirror" in carried
    assert "PIP_EXTRA_INDEX_URL=another a-third" in carried
    assert "PIP_TRUSTED_HOST=its-host" in carried


@pytest.mark.slow
def test_what_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    waits = f"sleep 600 & echo $! > {tmp_path / 'child'}; wait"
    with pytest.raises(SystemExit, match="does the package index answer"):
        run_limited(["sh", "-c", waits], seconds=0.5, env=os.environ)
    child = Path("/proc", (tmp_path / "child").read_text().strip())
    until_s = time.monotonic() + 10
    while child.exists() and "\nState:\tZ" not in (child / "status").read_text():
        assert time.monotonic() < until_s
        time.sleep(0.02)
    with pytest.raises(subprocess.CalledProcessError):
        run_limited(["false"], env=os.environ)


def test_what_is_not_known_is_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "Containerfile"
    file.write_text("FROM debian:bookworm-slim\nSHELL bash\n")
    with pytest.raises(ValueError, match="SHELL is not known"):
        read(file)
