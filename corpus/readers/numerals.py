"""The numbers of list items as they are shown: 3, c, C, iii, III."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(number: int) -> str:
    """a, b … z, then aa, bb … as word processors go on (1 or more)."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    """i, ii, iii, iv … (1 to 3999)."""
    shown = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        shown.append(sign * times)
    return "".join(shown)
