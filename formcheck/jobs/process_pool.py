"""Runs tasks in processes beside this one, in the shape of `concurrent.futures.Executor`.

A task that crashes its process (a decoder that a broken video brings down, a kill) fails alone:
the next task has a new one.  `ProcessPoolExecutor` would fail all that wait with it.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from formcheck.jobs.malloc import keep_memory_low
from formcheck.jobs.process_limits import WATCH_S, MemoryWatch, limit_open_files

P = ParamSpec("P")
T = TypeVar("T")

NICENESS = 10
"""By how much less important analyses are than the server and live sessions (Unix).  A live frame
beside an upload takes 1.1 to 1.2 times as long as alone with this, and 1.3 times with half of it
(`python -m benchmarks.scale --live`); beside a program that takes all cores a tenth of them is left
for uploads, so that they go on."""


class WorkerDied(BrokenExecutor):  # as its base
    """The process of a task ended before the task did."""


class TooMuchMemory(WorkerDied):  # as its base
    """The process of a task took more memory than a task may, and was ended."""


@dataclass(slots=True)
class _Task:
    future: Future[Any]
    call: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class _Call:
    """What is to be done, as it goes to another process."""

    fn: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __call__(self) -> Any:
        return self.fn(*self.args, **self.kwargs)


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process that runs tasks, and this end of the pipe to it."""

    process: BaseProcess
    pipe: Connection[Any, Any]


class WorkerPool(Executor):
    """Runs tasks in processes, so many at once.

    Ctrl-C in a terminal reaches none of the processes: it is for this one to end them.

    Args:
        workers: How many.
        memory_bytes: How much memory a task may have resident; None for no limit.
        reuse: Whether a process that is done with a task takes another.  The tasks of strangers
            have a process each; many short ones of one's own need not load everything again.
        background: Whether tasks are less important than this process, and what they write is
            for this user alone: the case of a server.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        memory_bytes: int | None = None,
        reuse: bool = False,
        background: bool = True,
    ) -> None:
        self._memory_bytes = memory_bytes
        self._reuse = reuse
        self._background = background
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._running: dict[Future[Any], BaseProcess] = {}
        self._closed = self._ending = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"formcheck-worker-{i}", daemon=True)
            for i in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a function in a process.

        Args:
            fn: The function; it, what it is given and what it returns must be picklable.
            args: What it is given.
            kwargs: What it is given by name.

        Returns:
            What becomes of it; an exception of the function is raised by its `result`.

        Raises:
            RuntimeError: The pool is shut down.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is shut down")
            self._tasks.put(_Task(future, _Call(fn, args, kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks.

        Args:
            wait: Whether to wait for what runs and waits.
            cancel_futures: Whether to cancel what waits, and to end what runs.
        """
        with self._lock:
            if not self._closed:
                self._closed = True
                if cancel_futures:
                    self._drop_waiting()
                for _ in self._threads:
                    self._tasks.put(None)
            if cancel_futures:
                self._ending = True
                for process in self._running.values():
                    process.kill()
        if wait:
            for thread in self._threads:
                thread.join()

    def kill(self, future: Future[Any]) -> None:
        """End a task that runs, for one that does not listen any more; it fails."""
        with self._lock:
            process = self._running.get(future)
            if process is not None:
                process.kill()

    def _drop_waiting(self) -> None:
        with suppress(queue.Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    task.future.cancel()

    def _serve(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # a process begins with the mask of its thread
            resource_tracker.ensure_running()  # starting it with the first one would lift the mask
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        worker: _Worker | None = None
        while (task := self._tasks.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or self._start()
                result = self._run(task, worker)
            except BaseException as error:
                task.future.set_exception(error)
            else:
                task.future.set_result(result)
            del task  # nothing of it is held on to while the next one is awaited
            if worker is not None and not (self._reuse and worker.process.is_alive()):
                _dismiss(worker)
                worker = None
        if worker is not None:
            _dismiss(worker)

    def _start(self) -> _Worker:
        niceness = NICENESS if self._background else 0
        return _Worker(
            *start_child(
                "formcheck-analysis",
                _work,
                niceness=niceness,
                duplex=True,
                private=self._background,
            )
        )

    def _run(self, task: _Task, worker: _Worker) -> Any:
        process, pipe = worker.process, worker.pipe
        with self._lock:
            self._running[task.future] = process
            if self._ending:  # it was started while the pool was shut down
                process.kill()
        try:
            pipe.send(task.call)
            memory = MemoryWatch(process.pid or 0, self._memory_bytes)
            while not pipe.poll(WATCH_S):
                if memory.check():
                    process.kill()
                    process.join()
                    raise TooMuchMemory("the worker took more memory than it may")
            done, value = pipe.recv()
        except (EOFError, OSError) as error:
            process.join()
            raise WorkerDied(f"the worker ended with status {process.exitcode}") from error
        finally:
            with self._lock:
                self._running.pop(task.future, None)
        if done:
            return value
        raise value


def _dismiss(worker: _Worker) -> None:
    """Let a process end, which it does when its pipe is closed."""
    worker.pipe.close()
    worker.process.join()


def start_child(
    name: str,
    target: Callable[..., None],
    *args: Any,
    niceness: int = 0,
    duplex: bool = False,
    private: bool = True,
) -> tuple[BaseProcess, Connection[Any, Any]]:
    """Start a process that ends with this one, and may have few files open.

    Args:
        name: What it is called.
        target: What it runs, given its end of a pipe and `args`.
        niceness: By how much less important it is (Unix).
        duplex: Whether both ends of the pipe can send.
        private: Whether what it writes is for this user alone.
        args: What else it is given.

    Returns:
        The process, and this end of the pipe.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=duplex)
    process = context.Process(
        target=_child, args=(target, theirs, args, niceness, private), name=name, daemon=True
    )
    process.start()
    theirs.close()
    return process, ours


def _child(
    target: Callable[..., None],
    pipe: Connection[Any, Any],
    args: tuple[Any, ...],
    niceness: int,
    private: bool,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    if niceness and sys.platform != "win32":
        with suppress(OSError):
            os.nice(niceness)
    if private:
        os.umask(0o077)
    limit_open_files()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    target(pipe, *args)


def _end_with_parent() -> None:
    """A server that is killed must not leave its workers behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(pipe: Connection[Any, Any]) -> None:
    """Run what comes through the pipe, until it is closed."""
    keep_memory_low()
    with suppress(EOFError, OSError):
        while True:
            _answer(pipe, pipe.recv())


def _answer(pipe: Connection[Any, Any], call: Callable[[], Any]) -> None:
    try:
        answer = (True, call())
    except Exception as error:
        error.add_note("in a worker:\n" + "".join(traceback.format_exception(error)).rstrip())
        answer = (False, error)
    try:
        pipe.send(answer)
    except OSError:
        raise
    except Exception as error:  # what cannot be sent is told of in words
        pipe.send((False, RuntimeError(f"{type(error).__name__}: {error}")))


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
