"""Answering in threads: as many at once as are set, some more waiting, and a clear no to the rest."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from ui.problems import TooBusy

T = TypeVar("T")


class Workers:
    """Runs slow work beside the event loop."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._room = BoundedSemaphore(threads + waiting)

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives, from a thread. Raises TooBusy where as many are waiting as may."""
        if not self._room.acquire(blocking=False):
            raise TooBusy
        future = self._pool.submit(work)
        future.add_done_callback(lambda _: self._room.release())
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Lets what runs come to its end; what still waits is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)
