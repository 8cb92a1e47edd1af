"""The other commands, and how quickly the program starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import formcheck
from formcheck.cli.live import LiveRequest
from formcheck.cli.progress import progress_bar
from formcheck.errors import OutputError
from tests.command_line import invoke
from tests.processor_time import processor_s

from .conftest import Run

IDS = ["bent-over-row", "plank", "push-up", "reverse-fly"]
HEAVY = ["numpy", "cv2", "av", "mediapipe", "pydantic", "jinja2", "formcheck.report"]


def test_the_exercises_are_listed(run: Run) -> None:
    done = run("exercises")
    assert done.exit_code == 0
    assert all(id_ in done.stdout for id_ in IDS)
    assert set(IDS) <= {each["id"] for each in json.loads(run("exercises", "--json").stdout)}


@pytest.mark.parametrize("id_", IDS)
def test_one_exercise_is_told_in_full(run: Run, id_: str) -> None:
    document = json.loads(run("exercises", id_, "--json").stdout)
    assert document["id"] == id_
    said = " ".join(run("exercises", id_).stdout.split())
    for key in ("about", "camera", "counts", "body_part", "source"):
        assert document[key] in said
    for key in ("muscles", "equipment", "look_alikes", "not_seen"):
        assert document[key]
        assert all(each in said for each in document[key])
    for check in document["check"]:
        assert check["id"] in said
        assert check["cue"] in said
        assert check["source"] in said
    assert "Right is at " in said


def test_words_list_those_that_have_them(run: Run) -> None:
    found = json.loads(run("exercises", "shoulders", "--json").stdout)
    assert {"bent-over-row", "reverse-fly", "push-up"} <= {each["id"] for each in found}
    said = run("exercises", "shoulders", "--with", "none")
    assert "push-up" in said.stdout
    assert "reverse-fly" not in said.stdout
    unknown = run("exercises", "--with", "trampoline")
    assert unknown.exit_code == 2
    assert "no exercise; there are some with: " in unknown.stderr
    assert "kettlebell" in unknown.stderr


def test_an_unknown_exercise(run: Run) -> None:
    done = run("exercises", "plnak")
    assert done.exit_code == 2
    assert "did you mean plank?" in done.stderr
    assert done.stdout == ""


@dataclass
class Finding:
    name: str
    ok: bool
    detail: str
    remedy: str = ""


@pytest.mark.parametrize("watched", [True, False])
def test_the_doctor_says_whether_memory_is_limited(
    run: Run, monkeypatch: pytest.MonkeyPatch, watched: bool
) -> None:
    monkeypatch.setattr("formcheck.vision.libraries.examine", list)
    monkeypatch.setattr("formcheck.jobs.process_limits.can_watch_memory", lambda: watched)
    done = run("doctor")
    assert done.exit_code == 0
    assert ("is not stopped" in " ".join(done.stdout.split())) is not watched


@pytest.mark.parametrize(("ok", "status"), [(True, 0), (False, 2)])
def test_the_doctor(run: Run, monkeypatch: pytest.MonkeyPatch, ok: bool, status: int) -> None:
    findings = [Finding("libGL.so.1", ok, "as seen", "" if ok else "apt-get install libgl1")]
    monkeypatch.setattr("formcheck.vision.libraries.examine", lambda: findings)
    done = run("doctor")
    assert done.exit_code == status
    assert "libGL.so.1" in done.stdout
    assert ("apt-get install libgl1" in done.stdout) is not ok


def test_the_progress_bar_is_for_terminals_only() -> None:
    with progress_bar("row.mp4") as bar:
        assert bar.take is None


URL = "rtsp://me:secret@camera/1"


@pytest.mark.parametrize(
    ("arguments", "environment", "typed", "warned"),
    [
        (["--camera", URL], {}, None, True),
        (["--camera", "-"], {}, URL, False),
        ([], {"FORMCHECK_CAMERA": URL}, None, False),
    ],
)
def test_a_camera_s_password_need_not_stand_in_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    typed: str | None,
    warned: bool,
) -> None:
    opened: list[str] = []

    def coach(request: LiveRequest) -> int:
        opened.append(request.camera)
        return 0

    monkeypatch.setattr("formcheck.cli.live.coach_live", coach)
    done = invoke("live", "-e", "plank", *arguments, env=environment, typed=typed and f"{typed}\n")
    assert done.exit_code == 0
    assert opened == [URL]
    assert "secret" not in done.output
    assert ("FORMCHECK_CAMERA" in done.stderr) is warned


def test_no_arguments_show_the_help(run: Run) -> None:
    done = run()
    assert "analyze" in done.stdout + done.stderr
    assert run("no-such-command").exit_code == 2
    assert run("--version").stdout == f"formcheck {formcheck.__version__}\n"


@pytest.mark.real
def test_help_starts_quickly() -> None:
    """Against the library that prints it, in the same minute: machines differ, and are shared."""
    printing = "import typer, rich.console"
    code = (
        "import sys\n"
        "from formcheck.cli import main\n"
        "sys.argv = ['formcheck', '--help']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    times = [(processor_s(code), processor_s(printing)) for _ in range(3)]
    ours, theirs = (min(each) for each in zip(*times, strict=True))
    assert ours < 5 * theirs, times  # 2.2 times on an idle machine


@pytest.mark.real
@pytest.mark.parametrize(
    "words", ["exercises", "exercises plank", "exercises --json", "workouts back-circuit", "doctor"]
)
def test_a_reader_that_has_seen_enough_is_no_error(words: str) -> None:
    """`formcheck exercises | head -1`: the pipe is closed before all is written."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "formcheck.cli", *words.split()],
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (OutputError.exit_status, "")


@pytest.mark.real
def test_help_needs_nothing_of_the_server() -> None:
    code = (
        "import sys\n"
        "from formcheck.cli.app import app\n"
        "from typer.testing import CliRunner\n"
        "assert 'live coaching' in CliRunner().invoke(app, ['serve', '--help']).output\n"
        "heavy = {'fastapi', 'uvicorn', 'sqlalchemy', 'alembic', 'numpy', 'cv2', 'mediapipe'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_poses_are_exported(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    recording = Path(__file__).parents[1] / "recordings" / "row-flat.jsonl.gz"
    done = run("export", recording, "--format", "trc")
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path("row-flat.trc").read_text().startswith("PathFileType\t4\t(X/Y/Z)\t")
    out = tmp_path / "angles.mot"
    assert run("export", recording, "-f", "mot", "-o", out).exit_code == 0
    assert "inDegrees=yes" in out.read_text()
    assert run("export", recording, "-f", "jsonl", "-o", recording).exit_code == 2
    assert run("export", recording, "-f", "coco", "-o", tmp_path).exit_code == 2
    assert run("export", tmp_path / "none.mp4", "-f", "coco").exit_code == 3
    assert run("export", recording, "-f", "bvh").exit_code == 2
    assert sorted(path.name for path in Path().iterdir()) == ["row-flat.trc"]
