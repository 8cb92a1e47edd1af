"""What benchmarks make of what they have measured."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks import cluster, long_run, rules, scale
from benchmarks.long_run import Held
from formcheck import load_exercise
from formcheck.recording import read


def test_a_server_has_grown_by_a_tenth_or_by_more_than_one_thread() -> None:
    early = Held(100.0, 7, 17, 4.0, 5.0)
    assert long_run.what_grew(early, Held(109.0, 8, 18, 4.0, 1.0)) == []
    grown = long_run.what_grew(early, Held(111.0, 9, 19, 4.5, 5.0))
    assert grown == ["memory_mb", "threads", "open_files", "database_mb"]


def test_what_counts_is_told_apart_from_the_rest_of_the_rules() -> None:
    poses = list(read(rules.ROOT / rules.RECORDINGS[0][1]))[:60]
    row = rules.cost_of(poses, load_exercise("bent-over-row"), rounds=2)
    assert 0 < row.counting < row.whole <= row.dearest
    assert row.rest == pytest.approx(row.whole - row.counting)
    assert rules.cost_of(poses, load_exercise("plank"), rounds=1).counting == 0  # it counts nothing


def test_ratios_are_compared_with_their_goals_and_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    have = {4, 7}

    def allow(cores: Iterable[int]) -> None:
        nonlocal have
        have = set(cores)

    def seconds_of(videos: list[Path], model: str, workers: int) -> float:
        if workers == 2:
            return 40.0
        return 70.0 if len(os.sched_getaffinity(0)) == 1 else 60.0  # 1.75 and 1.5

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: have, raising=False)
    monkeypatch.setattr(os, "sched_setaffinity", lambda _, cores: allow(cores), raising=False)
    monkeypatch.setattr(scale, "write_joined", lambda path, _: path)
    monkeypatch.setattr(scale, "overhead", lambda _: (1.13, [34.0, 30.0]))
    monkeypatch.setattr(scale, "seconds_of", seconds_of)
    monkeypatch.setattr(scale, "upload_seconds_of", seconds_of)
    monkeypatch.setattr(scale, "bare_ratio", lambda *_: 1.9)
    monkeypatch.setattr(scale, "live_ratio", lambda _: 1.2)
    page = tmp_path / "page.md"
    monkeypatch.setattr("sys.argv", ["scale", "--live", "--markdown", str(page)])
    assert scale.main() == 1  # 1.75 is enough for a minute, and not for five
    written = page.read_text()
    assert f"$ python -m benchmarks.scale --live --markdown {page}" in written
    assert written.count("ratio 1.75") == 4
    assert written.count("over one worker 1.50") == 4
    assert "live frame beside an upload over alone: 1.20 (goal 1.3)" in written
    monkeypatch.setattr("sys.argv", ["scale", "--only", "one of 60 s"])
    assert scale.main() == 0
    assert have == {4, 7}


def test_a_library_takes_what_its_narrowest_place_lets_through(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = cluster.Measured(
        worker_s=60.0, here_s=1.0, judge_s=1.0, back_bytes=3e6, kept_bytes=1e6, peak_bytes=1
    )
    options = argparse.Namespace(
        videos=600, minutes=6.0, machines=[1, 60], cores=10, price=0.1, megabytes=20.0, gigabits=1.0
    )
    cluster.print_scale(found, options)
    said = capsys.readouterr().out
    assert "60 core hours" in said
    one, many = (line.split("|") for line in said.splitlines()[2:4])
    assert float(one[3]) == 6.0  # the workers
    assert float(many[3]) == 0.2  # the line: 72 GB at a gigabit a second
    assert int(many[4]) == 7  # an hour of handing out within that
    assert "one command hands out for 60 cores" in said
