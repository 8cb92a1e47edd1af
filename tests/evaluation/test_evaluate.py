"""The command: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from formcheck.evaluation.statistics.regressions import read_scores
from formcheck.evaluation.statistics.scores import Scores
from tests.command_line import invoke

from .clips import ROOT, sample_folder, write_truth

Evaluate = Callable[..., Result]


@pytest.fixture
def evaluate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scored_once: None) -> Evaluate:
    monkeypatch.setenv("FORMCHECK_DEBUG", "")
    monkeypatch.chdir(tmp_path)
    return lambda *args: invoke("evaluate", *args, "--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    clips = tmp_path / "clips"
    clips.mkdir()
    sample_folder(clips, ["idle", "row-flat"], labels={"part": "test"})
    return sample_folder(clips, ["plank-sag"], labels={"part": "tuning"})


@pytest.mark.real
def test_the_document(evaluate: Evaluate, folder: Path) -> None:
    done = evaluate("clips", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    scores = Scores.model_validate_json(done.stdout)
    assert scores.truth == "clips"
    assert scores.overall.clips == 3
    assert json.loads(done.stdout)["schema"] == 1
    assert evaluate("clips", "--json").stdout == done.stdout
    some = Scores.model_validate_json(evaluate("clips", "--json", "--where", "part=test").stdout)
    assert some.overall.clips == 2


@pytest.mark.real
def test_several_folders_are_evaluated_together(
    evaluate: Evaluate, folder: Path, tmp_path: Path
) -> None:
    others = tmp_path / "others"
    others.mkdir()
    sample_folder(others, ["row-partial"])
    done = evaluate("clips", "others", "--json", "--summary")
    assert (done.exit_code, done.stderr) == (0, "")
    both = Scores.model_validate_json(done.stdout)
    assert both.truth == "clips, others"
    assert both.overall.clips == 4
    one = Scores.model_validate_json(evaluate("clips", "--json").stdout)
    assert (both.overall.reps.exact.n or 0) == (one.overall.reps.exact.n or 0) + 1
    assert evaluate("clips", "nowhere", "--json").exit_code != 0


@pytest.mark.real
def test_what_a_person_reads_and_what_is_written(
    evaluate: Evaluate, folder: Path, tmp_path: Path
) -> None:
    done = evaluate("clips", "--html", "out/page.html", "--markdown", "docs/accuracy.md")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "exact" in done.stdout
    assert "out/page.html" in done.stdout
    assert (tmp_path / "out/page.html").is_file()
    text = (tmp_path / "docs/accuracy.md").read_text()
    assert "formcheck evaluate clips --markdown docs/accuracy.md" in text


@pytest.mark.real
def test_another_evaluation_is_told_beside(
    evaluate: Evaluate, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "real.json").write_text(evaluate("clips", "--json").stdout)
    done = evaluate("clips", "--also", "real.json", "--markdown", "accuracy.md")
    assert done.exit_code == 0
    assert "--also real.json" in (tmp_path / "accuracy.md").read_text()


@pytest.mark.real
def test_the_readme_is_written_from_another_evaluation(
    evaluate: Evaluate, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "real.json").write_text(evaluate("clips", "--json", "--summary").stdout)
    readme = tmp_path / "README.md"
    readme.write_text("<!-- real people -->\n<!-- /real people -->\n")
    done = evaluate("clips", "--also", "real.json", "--readme", "README.md")
    assert (done.exit_code, "README.md" in done.stdout) == (0, True)
    assert "counted exactly" in readme.read_text()
    alone = evaluate("clips", "--readme", "README.md")
    assert (alone.exit_code, "--also" in alone.stderr) == (2, True)


@pytest.mark.real
def test_a_summary_names_no_clip(evaluate: Evaluate, folder: Path, tmp_path: Path) -> None:
    done = evaluate("clips", "--json", "--summary")
    assert (done.exit_code, done.stderr) == (0, "")
    scores = Scores.model_validate_json(done.stdout)
    assert (scores.clips, scores.by) == ((), {})
    assert scores.measured is not None
    assert scores.measured.processor
    assert date.fromisoformat(scores.measured.date)
    assert scores.overall == Scores.model_validate_json(evaluate("clips", "--json").stdout).overall
    assert not any(name in done.stdout for name in ("idle", "row-flat", "plank-sag"))
    (tmp_path / "real.json").write_text(done.stdout)
    assert evaluate("clips", "--also", "real.json", "--markdown", "accuracy.md").exit_code == 0


@pytest.mark.real
def test_the_guard(evaluate: Evaluate, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "whole.json").write_text(evaluate("clips", "--json").stdout)
    made = evaluate("clips", "--baseline", "baseline.json")
    assert (made.exit_code, "baseline.json" in made.stdout) == (0, True)
    assert read_scores(tmp_path / "baseline.json").clips
    write_truth(folder, "row-flat", clip="row-flat.jsonl.gz", reps=[])
    told = []
    for before in ("whole.json", "baseline.json"):
        done = evaluate("clips", "--against", before)
        assert done.exit_code == 1
        told.append(done.stderr)
    assert told[0] == told[1]
    assert "row-flat.jsonl.gz as bent-over-row: 4 reps counted, 0 done" in told[0]
    assert "overall: reps exact: was 1" in told[0]


@pytest.mark.real
def test_another_result_of_a_clip_is_another_line(
    evaluate: Evaluate, folder: Path, tmp_path: Path
) -> None:
    def lines(name: str) -> list[str]:
        evaluate("clips", "--baseline", name)
        text = (tmp_path / name).read_text()
        return [line for line in text.splitlines() if line.startswith('  {"clip"')]

    before = lines("before.json")
    write_truth(folder, "row-flat", clip="row-flat.jsonl.gz", reps=[])
    after = lines("after.json")
    assert len(before) == len(after) == len(set(before))
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) < len(before)
    assert all("row-flat" in line for line in changed)
    assert changed


@pytest.mark.real
def test_clips_that_cannot_be_read(evaluate: Evaluate, folder: Path) -> None:
    (folder / "row-flat.jsonl.gz").write_bytes(b"nothing")
    done = evaluate("clips", "--json")
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "row-flat.jsonl.gz" in done.stderr
    assert Scores.model_validate_json(done.stdout).overall.clips == 2


def test_no_clip_can_be_read(evaluate: Evaluate, folder: Path) -> None:
    for recording in folder.glob("*.gz"):
        recording.unlink()
    done = evaluate("clips", "--json")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.count("no such clip") == 3


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (["none"], 3, "no such folder"),
        (["clips", "--where", "part"], 2, "key=value"),
        (["clips", "--against", "none.json"], 3, "none.json cannot be read"),
        (["clips", "--html", "clips"], 2, "is a folder"),
        (["clips", "--markdown", "/dev/null/accuracy.md"], 2, "cannot be written"),
        (["clips", "--poses-cache", "/dev/null/poses"], 2, "cannot keep poses"),
    ],
)
def test_wrong_use(
    evaluate: Evaluate, folder: Path, args: list[str], status: int, says: str
) -> None:
    done = evaluate(*args)
    assert done.exit_code == status
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def many_clips(folder: Path) -> None:
    """Enough clips to be interrupted in the middle of."""
    names = ["idle", "row-flat", "row-partial", "plank-sag"]
    sample_folder(folder, names)
    for name in names:
        for copy in range(20):
            clip = f"{name}-{copy}.jsonl.gz"
            os.link(folder / f"{name}.jsonl.gz", folder / clip)
            write_truth(folder, name, clip=clip)
            (folder / f"{name}.json").rename(folder / f"{name}-{copy}.json")


CTRL_C_IS_HEARD = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from formcheck.cli import main; main()"
)
"""A shell may have begun the tests in the background, where Ctrl-C is ignored."""


@pytest.mark.real
@pytest.mark.parametrize("after_s", [0.05, 1.0])
def test_ctrl_c_ends_all_processes_and_says_one_word(tmp_path: Path, after_s: float) -> None:
    many_clips(tmp_path)
    options = ["evaluate", str(tmp_path), "--jobs", "2", "--json"]
    process = subprocess.Popen(
        [sys.executable, "-c", CTRL_C_IS_HEARD, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    if not Path(f"/proc/{process.pid}/task").exists():
        process.kill()
        process.communicate()
        pytest.skip("needs /proc")
    deadline = time.monotonic() + 30
    while len(workers := _children(process.pid)) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)  # two workers, and what keeps track of their resources
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout, stderr) == (130, "", "interrupted\n")
    assert len(workers) == 3
    deadline = time.monotonic() + 10
    while any(_runs(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in workers)


def _children(pid: int) -> list[int]:
    """What a process has begun, from whichever of its threads."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended
            found += map(int, file.read_text().split())
    return found


def _runs(pid: int) -> bool:
    """Whether a process is there, and is no more than a name that nobody has asked about."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    return "State:\tZ" not in status
