"""A cluster of processes on this machine: workers that die, calls that kill, videos that go."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from typer.testing import Result

from formcheck import analysis
from formcheck.cli.analyzing import analyze_all
from formcheck.cli.batch import AnalysisRequest
from formcheck.errors import InputError, UsageError
from formcheck.finding.pose_cache import PoseCache
from formcheck.jobs import worker
from formcheck.jobs.cluster import CERTIFICATES, Cluster
from formcheck.jobs.cluster_executor import TRIES, ClusterExecutor
from formcheck.jobs.pose_finding import keep_poses
from formcheck.jobs.worker import CANCEL, ELSEWHERE, OUT, VIDEO, Job, run_job
from tests.command_line import invoke
from tests.evaluation.clips import write_truth
from tests.jobs import remote_calls as calls

ROOT = Path(__file__).parents[2]
CLIP = ROOT / "sample_videos" / "row-rounded.mp4"

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore:::(distributed|tornado).*")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=":0",
        silence_logs="CRITICAL",
    ) as local:
        yield local.scheduler_address


@pytest.fixture(scope="module")
def cluster(address: str) -> Iterator[ClusterExecutor]:
    with Cluster(address).connect() as executor:
        yield executor


def test_a_worker_that_dies_is_replaced_and_a_call_that_kills_is_given_up(
    cluster: ClusterExecutor, tmp_path: Path
) -> None:
    poisoned = cluster.submit(calls.die, str(tmp_path))
    unlucky = cluster.submit(calls.die_once, str(tmp_path))
    others = [cluster.submit(calls.double, number) for number in range(8)]
    assert [each.result(60) for each in others] == [2 * number for number in range(8)]
    assert unlucky.result(60) == "alive"
    with pytest.raises(InputError, match=f"{TRIES} workers of the cluster ended"):
        poisoned.result(60)
    assert len((tmp_path / "always").read_text().split()) == TRIES


def test_errors_come_back_as_they_are(cluster: ClusterExecutor) -> None:
    with pytest.raises(ValueError, match="of its own"):
        cluster.submit(calls.fail).result(30)


def test_what_waits_can_be_cancelled(cluster: ClusterExecutor, tmp_path: Path) -> None:
    held = [cluster.submit(calls.wait_for, str(tmp_path / "go")) for _ in range(2)]
    waiting = cluster.submit(calls.note, str(tmp_path), "waited")
    assert waiting.cancel()
    (tmp_path / "go").touch()
    wait(held, 30)
    assert cluster.submit(calls.double, 4).result(30) == 8
    assert not (tmp_path / "waited").exists()


@pytest.fixture
def videos(tmp_path: Path) -> tuple[Path, Path]:
    """A short one, and one that is broken."""
    clip, broken = tmp_path / "a set.mp4", tmp_path / "broken.mp4"
    cut(clip, frames=12)
    broken.write_bytes(CLIP.read_bytes()[:3000])
    return clip, broken


def test_poses_are_the_same_whether_the_video_is_sent_or_shared_and_others_go_on(
    cluster: ClusterExecutor, address: str, videos: tuple[Path, Path], tmp_path: Path
) -> None:
    clip, broken = videos
    here = PoseCache(tmp_path / "here", "lite").recording_of(clip, most_s=60.0, max_pixels=10**7)
    with Cluster(address, shared=True).connect() as sharing:
        for name, executor in (("sent", cluster), ("shared", sharing)):
            cache = PoseCache(tmp_path / name, "lite")
            found = dict(keep_poses([broken, clip], cache, executor, at_once=2))
            assert found[1].result().read_bytes() == here.read_bytes()
            with pytest.raises(InputError, match=r"broken\.mp4"):
                found[0].result()


def test_the_commands_say_what_leaves_and_judge_here(
    address: str, videos: tuple[Path, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    request = AnalysisRequest(
        tuple(map(str, videos)),
        "bent-over-row",
        out=tmp_path / "out",
        model="lite",
        cluster=Cluster(address),
    )
    with ThreadPoolExecutor() as threads:
        assert analyze_all(request, threads) == InputError.exit_status
    said = capfd.readouterr()
    assert said.err.count("note: the videos themselves leave this process") == 1
    assert "broken.mp4" in said.err
    assert (tmp_path / "out" / "a set" / "result.json").exists()
    with pytest.raises(UsageError, match="leave out --start"):
        analyze_all(replace(request, start=1.0))


def test_an_upload_is_analysed_with_poses_from_there(
    address: str, videos: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "job"
    folder.mkdir()
    videos[0].rename(folder / VIDEO)
    job = Job(
        str(folder), "mine", "bent-over-row", "lite", False, 60, 10**7, cluster=Cluster(address)
    )
    assert run_job(job).state == "done"
    result = json.loads((folder / OUT / "result.json").read_text())
    assert result["source"]["frames_with_person"] == 12
    assert not (folder / ELSEWHERE).exists()


@pytest.mark.parametrize("how", ["too-long", "cancelled"])
def test_an_upload_that_is_too_long_or_cancelled_leaves_nothing(
    how: str,
    address: str,
    videos: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that said that it is short, and one that is cancelled while poses are found."""
    folder = tmp_path / "job"
    folder.mkdir()
    videos[0].rename(folder / VIDEO)

    def not_seen_yet(*_: object) -> None:
        if how == "cancelled":
            (folder / CANCEL).touch()

    monkeypatch.setattr(worker, "_check_size", not_seen_yet)
    monkeypatch.setattr(analysis, "analyze", lambda *_, **__: pytest.fail("it was judged"))
    most_s = 0.2 if how == "too-long" else 60.0
    job = Job(
        str(folder), "mine", "bent-over-row", "lite", False, most_s, 10**7, cluster=Cluster(address)
    )
    assert run_job(job).code == how
    assert not (folder / ELSEWHERE).exists()


def test_an_evaluation_finds_its_poses_there_and_scores_them_here(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    clips = tmp_path / "clips"
    clips.mkdir()
    cut(clips / "row-rounded.mp4", frames=12)
    (clips / "idle.mp4").write_bytes(CLIP.read_bytes()[:3000])
    for name in ("row-rounded", "idle"):
        write_truth(clips, name)

    def evaluate(*more: str) -> Result:
        words = ["evaluate", "clips", "--model", "lite", "--jobs", "1", "--json", *more]
        return invoke(*words)

    here, there = evaluate(), evaluate("--cluster", address, "--poses-cache", "kept")
    assert here.exit_code == there.exit_code == 3  # one of them is no video
    assert there.stdout == here.stdout
    assert "note: the videos themselves leave this process" in there.stderr
    assert "idle.mp4" in there.stderr
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.name.endswith(".jsonl.gz")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority of one's own and a certificate that it signed; and a stranger's."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl")
    folder = tmp_path_factory.mktemp("tls")

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    for name in ("ca", "stranger"):
        made = ["-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2", "-subj", f"/CN={name}"]
        openssl("req", *made, "-keyout", f"{name}-key.pem", "-out", f"{name}.pem")
    asked = ["-nodes", "-newkey", "rsa:2048", "-subj", "/CN=formcheck"]
    openssl("req", *asked, "-keyout", "key.pem", "-out", "request.pem")
    signs = ["-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial", "-days", "2"]
    openssl("x509", "-req", "-in", "request.pem", *signs, "-out", "cert.pem")
    return folder


def test_over_tls_with_certificates_and_with_nobody_elses(
    authority: Path, videos: tuple[Path, Path], tmp_path: Path
) -> None:
    """As docs/cluster.md sets it up; the names of the variables are those that are asked for."""
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")

    def certificates(ca: str, cert: str, key: str) -> Any:
        values = [str(authority / f"{name}.pem") for name in (ca, cert, key)]
        variables = dict(zip(CERTIFICATES, values, strict=True))
        told = dask.config.collect_env(variables)
        return dask.config.set(dask.config.merge(dask.config.config, told))

    files = {name: str(authority / f"{name}.pem") for name in ("ca", "cert", "key")}
    sides = {
        f"tls_{side}_{part}": files[part]
        for side in ("scheduler", "worker", "client")
        for part in ("cert", "key")
    }
    security = distributed.Security(require_encryption=True, tls_ca_file=files["ca"], **sides)
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tls://",
        security=security,
        dashboard_address=":0",
        silence_logs="CRITICAL",
    ) as local:
        address = local.scheduler_address
        assert address.startswith("tls://")
        here = PoseCache(tmp_path / "here", "lite").recording_of(videos[0])
        cache = PoseCache(tmp_path / "there", "lite")
        with certificates("ca", "cert", "key"), Cluster(address).connect() as executor:
            assert cache.recording_of(videos[0], executor=executor).read_bytes() == (
                here.read_bytes()
            )
        with pytest.raises(UsageError, match="say where the certificates are"):
            Cluster(address).connect()
        for ca, name in (("ca", "stranger"), ("stranger", "stranger")):
            with (
                certificates(ca, name, f"{name}-key"),
                pytest.raises(UsageError, match="no scheduler answers there"),
            ):
                Cluster(address).connect()
        with pytest.raises(UsageError, match="no scheduler answers there"):
            Cluster(address.replace("tls://", "tcp://")).connect()


def cut(file: Path, frames: int) -> None:
    """The beginning of our clip, as it is coded."""
    with av.open(str(CLIP)) as source, av.open(str(file), "w") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(source.demux(video=0)):
            if number == frames or packet.dts is None:
                break
            packet.stream = stream
            out.mux(packet)
