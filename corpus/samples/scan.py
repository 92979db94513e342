"""A typed letter as an office scanner sees it: black and white, a little skewed, with specks.

Drawn with the bitmap font that comes with Pillow and whole numbers only, so it is the same picture everywhere.
"""

import random
from functools import cache

from PIL import Image, ImageDraw, ImageFont

_WIDE, _HIGH, _SCALE = 408, 555, 3  # the page in dots of the typewriter, and the scanner's dots for each of those
_LEFT, _TOP, _LEADING = 30, 44, 15
_SKEW = 130  # one dot aside for so many dots along
_SPECKS, _SEED = 900, 1974


@cache
def picture(lines: tuple[str, ...]) -> tuple[int, int, bytes]:
    """The scan's width and height in dots, and its dots: one bit each, 1 for white, rows filled up to bytes."""
    page = Image.new("1", (_WIDE, _HIGH), 1)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default_imagefont()
    for number, line in enumerate(lines):
        pen.text((_LEFT, _TOP + number * _LEADING), line, font=font, fill=0)
    scan = _skewed(page.resize((_WIDE * _SCALE, _HIGH * _SCALE), Image.Resampling.NEAREST))
    chance = random.Random(_SEED)
    for _ in range(_SPECKS):
        scan.putpixel((chance.randrange(scan.width), chance.randrange(scan.height)), chance.randrange(2))
    return scan.width, scan.height, scan.tobytes()


def _skewed(page: Image.Image) -> Image.Image:
    """The page turned by a little: its columns shifted down, then its rows shifted aside."""
    down = Image.new("1", page.size, 1)
    for left in range(0, page.width, _SKEW):
        strip = page.crop((left, 0, min(left + _SKEW, page.width), page.height))
        down.paste(strip, (left, left // _SKEW))
    aside = Image.new("1", page.size, 1)
    for top in range(0, page.height, _SKEW):
        strip = down.crop((0, top, page.width, min(top + _SKEW, page.height)))
        aside.paste(strip, (-(top // _SKEW), top))
    return aside


@cache
def run_lengths(data: bytes) -> bytes:
    """`data` as PDF's RunLengthDecode filter takes it (ISO 32000-1, 7.4.5): a length byte 257 - n before a byte
    repeated n times, n - 1 before n bytes as they are, 128 at the end."""
    out = bytearray()
    plain = bytearray()
    i = 0
    while i < len(data):
        run = 1
        while run < 128 and i + run < len(data) and data[i + run] == data[i]:
            run += 1
        if run > 2 or len(plain) == 128:
            _flush(plain, out)
        if run > 2:
            out += bytes((257 - run, data[i]))
        else:
            run = 1
            plain.append(data[i])
        i += run
    _flush(plain, out)
    return bytes(out) + b"\x80"


def _flush(plain: bytearray, out: bytearray) -> None:
    if plain:
        out += bytes((len(plain) - 1,)) + plain
        plain.clear()
