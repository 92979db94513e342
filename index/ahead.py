"""Doing the next piece of work while the last one is used: a thread that stays a little ahead, and no more."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
_WAKE_S = 0.2  # how often a thread that waits looks whether it is still wanted


@dataclass(frozen=True, slots=True)
class _Made(Generic[Result]):
    result: Result


@contextmanager
def working_ahead(
    jobs: Sequence[Job], do: Callable[[Job], Result], *, cancel: Callable[[], None]
) -> Iterator[Iterator[Result]]:
    """The results of `do` for each of `jobs`, in order. While one is used, one lies ready and a third is being made, so
    that memory does not grow with the jobs.

    What `do` raises is raised where its result is asked for. On leaving early, `cancel` has to make a `do` that is
    under way end soon; then its thread is waited for.
    """
    ready: queue.Queue[_Made[Result] | BaseException] = queue.Queue(maxsize=1)
    stopped = threading.Event()

    def put(item: _Made[Result] | BaseException) -> None:
        while not stopped.is_set():
            try:
                return ready.put(item, timeout=_WAKE_S)
            except queue.Full:
                pass

    def work() -> None:
        for job in jobs:
            if stopped.is_set():
                return
            try:
                made = _Made(do(job))
            except BaseException as error:
                return put(error)
            put(made)

    def results() -> Iterator[Result]:
        for _ in jobs:
            item = ready.get()
            if isinstance(item, BaseException):
                raise item
            yield item.result

    thread = threading.Thread(target=work, name="working ahead", daemon=True)
    thread.start()
    try:
        yield results()
    finally:
        stopped.set()
        while thread.is_alive():
            cancel()
            thread.join(_WAKE_S)
