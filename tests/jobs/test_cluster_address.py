"""Recordings go to another machine only where nobody else can read them."""

from __future__ import annotations

import sys

import pytest

from formcheck.errors import UsageError
from formcheck.jobs import cluster
from formcheck.jobs.cluster import Cluster


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786", "tls://scheduler:8786"],
)
def test_this_machine_and_what_is_encrypted(address: str) -> None:
    assert address in Cluster(address).leaves


@pytest.mark.parametrize(
    "address", ["tcp://scheduler:8786", "tcp://192.168.1.7:8786", "tcp://localhost.evil.org:8786"]
)
def test_plain_addresses_of_others_are_refused_and_the_encrypted_one_is_named(address: str) -> None:
    with pytest.raises(UsageError, match=r"for all to read; use tls://\S+ with certificates"):
        Cluster(address)


@pytest.mark.parametrize(
    "address", ["", "8786", "scheduler:8786", "inproc://a", "tls://a", "tls://a:x", "http://a:1"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(UsageError, match="give the scheduler's address"):
        Cluster(address)


@pytest.mark.slow
def test_without_dask_or_certificates_it_is_said_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in cluster.CERTIFICATES:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UsageError, match="DASK_DISTRIBUTED__COMM__TLS__CA_FILE"):
        Cluster("tls://127.0.0.1:1").connect()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'formcheck\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1").connect()


def test_where_nobody_answers_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.2)
    with pytest.raises(UsageError, match="no scheduler answers there"):
        Cluster("tcp://127.0.0.1:1").connect()


def test_what_leaves_is_said() -> None:
    assert "the videos themselves" in Cluster("tls://far:1").leaves
    assert "the paths of the videos" in Cluster("tls://far:1", shared=True).leaves
