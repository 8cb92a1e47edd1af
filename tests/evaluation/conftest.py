"""What the tests of evaluations share: a clip that was scored in this process is not again."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.evaluation import running
from formcheck.evaluation.scoring.clip import score_recording
from formcheck.evaluation.scoring.tally import ClipRun
from formcheck.evaluation.truth.clip_truth import ClipTruth

_SCORED: dict[bytes, list[ClipRun]] = {}


def _score_once(truth: ClipTruth, recording: Path) -> list[ClipRun]:
    """As `score_recording`, of which nothing depends on where a clip lies."""
    known = pickle.dumps(replace(truth, path=Path(truth.path.name))) + recording.read_bytes()
    if known not in _SCORED:
        _SCORED[known] = score_recording(truth, recording)
    return _SCORED[known]


@pytest.fixture
def scored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Score each clip once, with each truth, however many evaluations ask for it.

    What is evaluated in processes of its own is scored there, as ever.
    """
    monkeypatch.setattr(running, "score_recording", _score_once)
