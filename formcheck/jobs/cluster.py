"""A Dask cluster, as it is told of on a command line, and the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formcheck.errors import UsageError
from formcheck.jobs.cluster_address import ENCRYPTED, check_address, is_elsewhere

if TYPE_CHECKING:
    from distributed import Client

    from formcheck.jobs.cluster_executor import ClusterExecutor

CONNECT_S = 10.0
"""How long a scheduler may take to answer, seconds."""

CERTIFICATES = (
    "DASK_DISTRIBUTED__COMM__TLS__CA_FILE",
    "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT",
    "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY",
)
"""Where Dask itself looks for the certificates; its configuration files will do as well."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, as it is told of on a command line.

    Attributes:
        address: The scheduler's.
        shared: Whether its workers see the videos under the same paths as this machine.

    Raises:
        UsageError: The address is none that recordings may be sent to.
    """

    address: str
    shared: bool = False

    def __post_init__(self) -> None:
        check_address(self.address)

    @property
    def leaves(self) -> str:
        """What leaves this machine, in a line."""
        where = f"the cluster at {self.address}"
        if not is_elsewhere(self.address):
            where += ", and to wherever its workers are"
        what = "the paths of the videos" if self.shared else "the videos themselves"
        return f"{what} leave this process: they go to {where}; the poses come back."

    def connect(self) -> ClusterExecutor:
        """Connect to it.

        Raises:
            UsageError: It cannot be used, or Dask is not installed.
        """
        from formcheck.jobs.cluster_executor import ClusterExecutor

        client = _connected(self.address)
        try:
            return ClusterExecutor(client, at_once=_ready(client), shared=self.shared)
        except BaseException:
            client.close()
            raise


def cluster_of(address: str | None, *, shared: bool) -> Cluster | None:
    """The cluster of a command line's options.

    Args:
        address: The scheduler's, if one was given.
        shared: Whether its workers see the videos.

    Raises:
        UsageError: Recordings may not be sent there, or there is no cluster to share with.
    """
    if address is None:
        if shared:
            raise UsageError("--shared says what a cluster sees: give --cluster, too")
        return None
    return Cluster(address, shared)


def _connected(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise UsageError(
            "--cluster needs Dask: python -m pip install 'formcheck[cluster]'"
        ) from error
    security = None
    if address.startswith(ENCRYPTED):
        security = Security(require_encryption=True)
        if not all((security.tls_ca_file, security.tls_client_cert, security.tls_client_key)):
            raise UsageError(
                f"--cluster {address}: say where the certificates are, with {CERTIFICATES[0]}, "
                f"{CERTIFICATES[1]} and {CERTIFICATES[2]}"
            )
    try:
        return Client(address, timeout=CONNECT_S, security=security, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"--cluster {address}: no scheduler answers there: {error}") from error


def _ready(client: Client) -> int:
    """How many calls it runs at a time, once it is known to do as this machine would.

    Raises:
        UsageError: It has no workers, or they are not as this machine.
    """
    from formcheck.jobs.remote_task import versions

    def bound(dask_scheduler: Any) -> None:  # within, so that a scheduler needs no formcheck
        dask_scheduler.allowed_failures = 0  # the executor tries again, and finds whose fault it is

    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
    except TimeoutError as error:
        raise UsageError("the cluster has no workers: start some with `dask worker`") from error
    try:
        found = client.run(versions)
    except Exception as error:
        raise UsageError(
            f"the cluster's workers have no formcheck that answers: {error}"
        ) from error
    ours = versions()
    for worker, theirs in found.items():
        if theirs != ours:
            raise UsageError(
                f"the worker {worker} has formcheck {theirs[0]} with MediaPipe {theirs[1]}, this "
                f"machine {ours[0]} with {ours[1]}: install the same, poses would differ"
            )
    client.run_on_scheduler(bound)
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values()))
