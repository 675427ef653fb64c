"""How far the tasks of each semester came, as bars."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from students.rules.numbers import STEPS, Numbers

WIDTH, LEFT, RIGHT, HEAD, BAR, STEP = 330, 92, 36, 30, 14, 22


def draw_steps(groups: Sequence[tuple[str, Numbers]]) -> list[SafeString]:
    """An SVG picture of each named group of tasks, all on one scale; narrow enough for a phone.

    Colours come from the page's style sheet. Every bar has its word and its number.
    """
    top = max((number for _name, numbers in groups for number in numbers), default=0) or 1
    return [_picture(place, name, numbers, top) for place, (name, numbers) in enumerate(groups)]


def _picture(place: int, name: str, numbers: Numbers, top: int) -> SafeString:
    height = HEAD + STEP * len(STEPS)
    said = ", ".join(f"{label} {number}" for label, number in zip(STEPS.values(), numbers, strict=True))
    head = format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-labelledby="steps-{} steps-{}-desc">'
        '<title id="steps-{}">{}</title><desc id="steps-{}-desc">{}</desc>'
        '<text class="task-figures__name" x="0" y="18">{}</text>',
        *(WIDTH, height, WIDTH, height, place, place),
        *(place, name, place, said, name),
    )
    bars = [_bar(line, step, top) for line, step in enumerate(zip(STEPS.values(), numbers, strict=True))]
    return SafeString("".join([head, *bars, "</svg>"]))


def _bar(line: int, step: tuple[object, int], top: int) -> SafeString:
    label, number = step
    y = HEAD + STEP * line
    width = max(round((WIDTH - LEFT - RIGHT) * number / top, 1), 1)
    return format_html(
        '<text x="{}" y="{}" text-anchor="end">{}</text><rect class="task-figures__bar" x="{}" y="{}"'
        ' width="{}" height="{}"/><text x="{}" y="{}">{}</text>',
        *(LEFT - 10, y + BAR - 2, label),
        *(LEFT, y, width, BAR),
        *(LEFT + width + 8, y + BAR - 2, number),
    )
