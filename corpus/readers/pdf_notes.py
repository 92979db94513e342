"""What a reader of a PDF should know of its pages, as notes such as "not read: pages 3, 5-7 (no text layer)"."""

from collections.abc import Mapping, Sequence

from corpus.drawn import PageText
from corpus.readers.recognition import Recognised


def page_notes(
    found: Sequence[PageText | None], read: Mapping[int, Recognised], unread: Mapping[int, str]
) -> tuple[str, ...]:
    """Notes on the pages `found` (None for a damaged one), on those `read` by text recognition and on those left
    `unread` for a reason, both by their number (from 1)."""
    damaged = {number: "the page is damaged" for number, page in enumerate(found, start=1) if page is None}
    hidden = [number for number, page in enumerate(found, start=1) if page and page.hidden]
    missed = [number for number, page in enumerate(found, start=1) if page and not page.looked_over]
    notes = [f"not read: {pages_named(numbers)} ({reason})" for reason, numbers in _by_reason(damaged | dict(unread))]
    if read:
        notes.append(_read_from_pictures(read))
    if hidden:
        notes.append(f"hidden text on {pages_named(hidden)} was left out")
    if missed:
        notes.append(f"not looked over for hidden text: {pages_named(missed)}")
    return tuple(notes)


def pages_named(numbers: Sequence[int]) -> str:
    """ "page 3", "pages 3, 5-7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {names}"


def _by_reason(unread: Mapping[int, str]) -> list[tuple[str, list[int]]]:
    reasons: dict[str, list[int]] = {}
    for number in sorted(unread):
        reasons.setdefault(unread[number], []).append(number)
    return list(reasons.items())


def _read_from_pictures(read: Mapping[int, Recognised]) -> str:
    """ "page 3 (read from a picture, confidence 91 of 100)"."""
    sure = sorted(round(one.confidence) for one in read.values())
    confidence = str(sure[0]) if sure[0] == sure[-1] else f"{sure[0]} to {sure[-1]}"
    how = "a picture" if len(read) == 1 else "pictures"
    return f"{pages_named(sorted(read))} (read from {how}, confidence {confidence} of 100)"
