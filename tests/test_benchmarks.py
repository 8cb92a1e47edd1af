"""What benchmarks make of what they have measured."""

from __future__ import annotations

import argparse

import pytest

from benchmarks import cluster, long_run, rules
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


def test_a_library_takes_what_its_narrowest_place_lets_through(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("distributed")
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
