"""How wide text is, without a font: a coarse table on the wide side, so it holds for any system font."""

from __future__ import annotations

from functools import lru_cache

# Hundredths of the font size; DejaVu Sans, which is about the widest of the usual system fonts.
_TABLE = {
    28: "ijlIJ'",
    34: ' !,.:;/|-()[]"fI',
    42: "rt",
    53: "csz?–*_",
    64: "0123456789abdeghknopquvxyåøéäöüEFLPSTY«»",
    70: "ABCKRVXZÅ",
    80: "wDGHNOQUØ&",
    100: "mMWÆæ@%—…",
}
_WIDTHS = {character: hundredths / 100 for hundredths, text in _TABLE.items() for character in text}
BOLD = 1.14


def _of(character: str) -> float:
    return _WIDTHS.get(character) or (0.7 if character < "\u0250" else 1.05)


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """The most room `text` takes at font size `size`, in the same unit."""
    return size * sum(map(_of, text))


def shorten(text: str, size: float, room: float) -> str:
    """`text`, or as much of it as fits in `room` together with an ellipsis."""
    if width(text, size) <= room:
        return text
    left, kept = room - width("…", size), 0
    for character in text:
        left -= size * _of(character)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


@lru_cache(maxsize=2048)
def wrap(text: str, size: float, room: float, lines: int, taken: float = 0) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `room`; the first begins after `taken`. Never empty."""
    done: list[str] = []
    line = ""
    words = text.split()
    for position, word in enumerate(words):
        left = room - (taken if not done else 0)
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= left:
            line = longer
            continue
        if len(done) == lines - 1:
            rest = " ".join([line, *words[position:]]) if line else " ".join(words[position:])
            return (*done, shorten(rest, size, left))
        if line or (taken and not done):
            done.append(line)
        line = shorten(word, size, room)
    return (*done, line)
