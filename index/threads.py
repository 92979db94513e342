"""How many cores one matrix product of NumPy may use.

Its library takes all of them by default. With several questions at once each then waits for the others' cores, and a
product that takes a millisecond on one core takes twenty.
"""

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


def limit_matrix_threads(threads: int) -> None:
    """Lets every matrix product in this process use at most `threads` cores from now on."""
    threadpool_limits(limits=threads, user_api="blas")
