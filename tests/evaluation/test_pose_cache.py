"""The cache of poses: by content, model and version; never a half-written file."""

from __future__ import annotations

import gzip
import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import InputError, OutputError
from formcheck.evaluation.truth import pose_cache
from formcheck.evaluation.truth.pose_cache import PoseCache, is_whole

from .clips import RECORDINGS

IDLE = RECORDINGS / "idle.jsonl.gz"


class FakeAnalysis:
    """Stands for `formcheck.analyze` of a video: "finds" the poses of a recording."""

    def __init__(self) -> None:
        self.calls: list[tuple[Path, str]] = []
        self.interrupted = False
        self.error: Exception | None = None

    def __call__(self, path: Path, exercise: object, *, model: str, record: Path) -> Any:
        self.calls.append((path, model))
        shutil.copy(IDLE, record)
        if self.error is not None:
            raise self.error
        return self  # it has what is asked of a result


@pytest.fixture
def analysis(monkeypatch: pytest.MonkeyPatch) -> FakeAnalysis:
    fake = FakeAnalysis()
    monkeypatch.setattr(pose_cache, "analyze", fake)
    return fake


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"a video")
    return path


def test_poses_are_found_once(analysis: FakeAnalysis, video: Path, tmp_path: Path) -> None:
    cache = PoseCache(tmp_path / "cache")
    kept = cache.recording_of(video)
    assert is_whole(kept)
    moved = video.rename(tmp_path / "other name.mp4")
    assert PoseCache(tmp_path / "cache").recording_of(moved) == kept
    assert len(analysis.calls) == 1
    assert list(cache.folder.iterdir()) == [kept]


def test_another_content_model_or_version_is_another_recording(
    analysis: FakeAnalysis, video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = PoseCache(tmp_path / "cache")
    found = {cache.recording_of(video), PoseCache(cache.folder, "lite").recording_of(video)}
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")
    found.add(cache.recording_of(video))
    monkeypatch.setattr("formcheck.vision.frames.READING", 99)
    found.add(cache.recording_of(video))
    video.write_bytes(b"another video")
    found.add(cache.recording_of(video))
    assert len(found) == len(analysis.calls) == 5
    assert {model for _, model in analysis.calls} == {"full", "lite"}


def test_what_is_broken_is_made_again(analysis: FakeAnalysis, video: Path, tmp_path: Path) -> None:
    cache = PoseCache(tmp_path / "cache")
    kept = cache.recording_of(video)
    whole = kept.read_bytes()
    lines = gzip.decompress(whole).splitlines(keepends=True)
    broken = [b"", b"no gzip", whole[:2000], gzip.compress(b"".join(lines[:-1]))]
    for content in broken:
        kept.write_bytes(content)
        assert not is_whole(kept)
        assert cache.recording_of(video) == kept
        assert kept.read_bytes() == whole
    assert len(analysis.calls) == 1 + len(broken)


def test_an_interrupted_or_failed_attempt_leaves_nothing(
    analysis: FakeAnalysis, video: Path, tmp_path: Path
) -> None:
    cache = PoseCache(tmp_path / "cache")
    analysis.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        cache.recording_of(video)
    analysis.interrupted, analysis.error = False, InputError("no video")
    with pytest.raises(InputError, match="no video"):
        cache.recording_of(video)
    assert list(cache.folder.iterdir()) == []


def test_what_was_read_in_the_old_way_is_not_taken(
    analysis: FakeAnalysis, video: Path, tmp_path: Path
) -> None:
    """Before videos stood upright in all eight ways a name said nothing of how they were read."""
    cache = PoseCache(tmp_path / "cache")
    old = cache.folder / cache.name_of(video).replace("-v2-", "-")
    assert old.name != cache.name_of(video)
    shutil.copy(IDLE, old)
    assert cache.recording_of(video) != old
    assert len(analysis.calls) == 1


def test_a_recording_is_its_own(analysis: FakeAnalysis, tmp_path: Path) -> None:
    assert PoseCache(tmp_path).recording_of(IDLE) == IDLE
    assert analysis.calls == []


def test_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such clip"):
        PoseCache(tmp_path).recording_of(tmp_path / "none.mp4")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot keep poses"):
        PoseCache(tmp_path / "file")


def test_what_an_ended_process_began_is_removed(tmp_path: Path) -> None:
    cache = PoseCache(tmp_path)
    ours, others = f".a.{os.getpid()}-12.part.jsonl.gz", ".a.13-12.part.jsonl.gz"
    for name in (ours, others, "a.jsonl.gz"):
        (tmp_path / name).touch()
    pickle.loads(pickle.dumps(cache)).remove_parts()  # as a worker has it
    assert sorted(path.name for path in tmp_path.iterdir()) == [others, "a.jsonl.gz"]
