"""What cannot be read gets one line and exit status 3; the others of several are analysed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vision.clips import write_clip, write_sound

from .whole_runs import FPS, analyze, invoke, rows, said

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.mp4", None, "does not exist"),
        ("empty.mp4", b"", "is empty"),
        ("notes.mp4", b"squats on monday\n" * 50, "is not a video"),
        ("photo.jpg.mp4", b"\xff\xd8\xff\xe0" + bytes(2000), "is not a video"),
        ("list.mp4", b"ffconcat version 1.0\nfile list.mp4\n", "no playlists"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n", "is not a video"),
        ("poses.jsonl", b"squats on monday\n" * 50, "is not a recording"),
        ("missing.jsonl", None, "No such file"),
    ],
)
def test_what_is_no_video(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    path, out = tmp_path / name, tmp_path / "new" / "out"
    if content is not None:
        path.write_bytes(content)
    done = analyze(path, "--out", out)
    assert done.status == 3
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {path}")
    assert reason in line
    assert not out.exists()


def test_a_folder_and_sound_alone(tmp_path: Path) -> None:
    sound = write_sound(tmp_path / "song.m4a")
    reasons = {tmp_path: "is a folder, not a video", sound: "has sound but no picture"}
    for path, reason in reasons.items():
        done = analyze(path)
        assert done.status == 3
        assert done.stderr == f"error: {path} {reason}\n"


def test_cut_off_before_its_index(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4")
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    done = analyze(clip)
    assert done.status == 3
    assert len(done.stderr.splitlines()) == 1
    assert "cut off" in done.stderr


def test_too_large_a_picture(upright: Path) -> None:
    done = analyze(upright, "--max-pixels", 1000)
    assert done.status == 3
    (line,) = done.stderr.splitlines()
    assert "at most 1,000 are taken" in line
    assert "--max-pixels" in line


def test_two_videos_of_which_one_is_broken(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\0" * 5000)
    good = write_clip(tmp_path / "good.mp4", rows()[:12], fps=FPS)
    done = analyze(broken, good, "--out", tmp_path / "out")
    assert done.status == 3
    (document,) = done.document
    assert document["source"]["path"] == str(good)
    assert (tmp_path / "out" / "good" / "result.json").exists()
    assert not (tmp_path / "out" / "broken").exists()
    assert len(said(done, "error")) == 1


def test_a_traceback_only_with_debug(tmp_path: Path) -> None:
    clip = tmp_path / "missing.mp4"
    assert "Traceback" not in analyze(clip).stderr
    done = invoke("analyze", clip, "-e", "plank", "--debug")
    assert done.status == 3
    assert "Traceback (most recent call last)" in done.stderr
    assert done.stderr.splitlines()[-1] == f"error: {clip} does not exist"
