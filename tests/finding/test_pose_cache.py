"""The cache of poses: by content, model and version; never a half-written file."""

from __future__ import annotations

import gzip
import os
import pickle
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import ClassVar

import pytest

from formcheck.errors import InputError, OutputError, VideoLengthError
from formcheck.finding.pose_cache import PoseCache
from formcheck.lifecycle import Closing
from formcheck.recording import read
from formcheck.vision.resizing import Fitted
from tests.evaluation.clips import RECORDINGS

IDLE = RECORDINGS / "idle.jsonl.gz"


class FakePoses(Closing):
    """Stands for `VideoPoses` of a video: "finds" the poses of a recording."""

    calls: ClassVar[list[tuple[str, str]]] = []
    interrupted = False
    error: ClassVar[Exception | None] = None
    resized = False

    def __init__(self, path: str, *, model: str, **_: object) -> None:
        type(self).calls.append((path, model))
        self._recording = read(IDLE)
        self.info, self.warnings = self._recording.info, self._recording.warnings

    def __iter__(self) -> Iterator[Fitted]:
        for pose in islice(self._recording, 40):
            yield Fitted(None, pose)
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        pass


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> type[FakePoses]:
    monkeypatch.setattr(FakePoses, "calls", [])
    monkeypatch.setattr("formcheck.finding.video_poses.VideoPoses", FakePoses)
    return FakePoses


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"a video")
    return path


def test_poses_are_found_once(found: type[FakePoses], video: Path, tmp_path: Path) -> None:
    cache = PoseCache(tmp_path / "cache")
    kept = cache.recording_of(video)
    assert cache.kept(video) is not None
    moved = video.rename(tmp_path / "other name.mp4")
    assert PoseCache(tmp_path / "cache").recording_of(moved) == kept
    assert len(found.calls) == 1
    assert list(cache.folder.iterdir()) == [kept]


def test_another_content_model_or_version_is_another_recording(
    found: type[FakePoses], video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = PoseCache(tmp_path / "cache")
    names = {cache.recording_of(video), PoseCache(cache.folder, "lite").recording_of(video)}
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")
    names.add(cache.recording_of(video))
    monkeypatch.setattr("formcheck.vision.frames.READING", 99)
    names.add(cache.recording_of(video))
    video.write_bytes(b"another video")
    names.add(cache.recording_of(video))
    assert len(names) == len(found.calls) == 5
    assert {model for _, model in found.calls} == {"full", "lite"}


@pytest.mark.slow
def test_what_is_damaged_or_foreign_is_found_again(
    found: type[FakePoses], video: Path, tmp_path: Path
) -> None:
    cache = PoseCache(tmp_path / "cache")
    kept = cache.recording_of(video)
    whole = kept.read_bytes()
    lines = gzip.decompress(whole).splitlines(keepends=True)
    assert cache.kept(video) is not None
    other = tmp_path / "other.mp4"
    other.write_bytes(b"another video")
    foreign = cache.recording_of(other).read_bytes()
    begun = len(found.calls)
    moved = lines[5].replace(b'"t":0.', b'"t":0.0', 1)
    assert moved != lines[5]
    texts = {
        "without its end": lines[:-1],
        "without a frame": [*lines[:7], *lines[8:]],
        "another time": [*lines[:5], moved, *lines[6:]],
        "another end": [*lines[:-1], lines[-1].replace(b'"fps":', b'"fps":1', 1)],
        "of before there were sums": [lines[0], *lines[1:-1], b'{"source":{},"warnings":[]}\n'],
        "that say nothing of where they are from": [
            lines[0].replace(b"made_from", b"made"),
            *lines[1:],
        ],
        "of an older formcheck": [lines[0].replace(b'"reading":2', b'"reading":1'), *lines[1:]],
    }
    broken = {name: gzip.compress(b"".join(text)) for name, text in texts.items()}
    broken |= {"empty": b"", "no gzip": b"nonsense", "cut": whole[:2000], "foreign": foreign}
    for name, content in broken.items():
        kept.write_bytes(content)
        assert cache.kept(video) is None, name
        assert cache.recording_of(video) == kept
        assert kept.read_bytes() == whole, name
    assert len(found.calls) == begun + len(broken)


def test_what_is_kept_depends_on_nothing_but_the_video(
    found: type[FakePoses], video: Path, tmp_path: Path
) -> None:
    """No time and no name of a file is in it: the same poses are the same bytes."""
    one = PoseCache(tmp_path / "one").recording_of(video)
    other = PoseCache(tmp_path / "other").recording_of(video)
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes()[3:8] == bytes(5)  # gzip: no flags, and no time
    assert len(found.calls) == 2


def test_an_interrupted_or_failed_attempt_leaves_nothing(
    found: type[FakePoses], video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = PoseCache(tmp_path / "cache")
    monkeypatch.setattr(found, "interrupted", True)
    with pytest.raises(KeyboardInterrupt):
        cache.recording_of(video)
    monkeypatch.setattr(found, "interrupted", False)
    with pytest.raises(KeyboardInterrupt):
        cache.recording_of(video, tick=lambda *_: False)
    with pytest.raises(VideoLengthError, match="it is longer than"):
        cache.recording_of(video, most_s=0.5)
    monkeypatch.setattr(found, "error", InputError("no video"))
    with pytest.raises(InputError, match="no video"):
        cache.recording_of(video)
    assert list(cache.folder.iterdir()) == []


def test_what_was_read_in_the_old_way_is_not_taken(
    found: type[FakePoses], video: Path, tmp_path: Path
) -> None:
    """Before videos stood upright in all eight ways a name said nothing of how they were read."""
    cache = PoseCache(tmp_path / "cache")
    old = cache.folder / cache.name_of(video).replace("-v2-", "-")
    assert old.name != cache.name_of(video)
    shutil.copy(IDLE, old)
    assert cache.recording_of(video) != old
    assert len(found.calls) == 1


def test_a_recording_is_its_own(found: type[FakePoses], tmp_path: Path) -> None:
    assert PoseCache(tmp_path).recording_of(IDLE) == IDLE
    assert found.calls == []


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
