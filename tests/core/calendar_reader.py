"""A strict reader of iCalendar of our own, by the letter of RFC 5545. It knows nothing of what wrote a text.

Whatever the RFC does not allow is refused with a ValueError, where most calendar programs would guess.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^\x00-\x1f\x7f\";:,]+)*):(.*)", re.DOTALL)
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
UNESCAPED = re.compile(r"(?:\\[\\;,nN]|[^\\;,])*", re.DOTALL)


@dataclass(frozen=True)
class Property:
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT."""
        if not UNESCAPED.fullmatch(self.value):
            raise ValueError(f"{self.name} is not escaped as a text is: {self.value!r}")
        return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value)

    @property
    def texts(self) -> list[str]:
        """The value as TEXTs with commas between them."""
        parts = re.split(r"(?<!\\)((?:\\\\)*),", self.value)
        joined = [parts[i] + (parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
        return [Property(self.name, {}, part).text for part in joined]


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def get(self, name: str) -> Property:
        """The property of that name. It must be there, and once."""
        [found] = [each for each in self.properties if each.name == name]
        return found

    def has(self, name: str) -> bool:
        return any(each.name == name for each in self.properties)

    def all(self, name: str) -> list[Component]:
        return [part for part in self.parts if part.name == name]


def read_calendar(text: bytes) -> Component:
    """The one VCALENDAR of the text."""
    root = Component("")
    open_parts = [root]
    for line in content_lines(text):
        each = _read_line(line)
        if each.name == "BEGIN":
            part = Component(each.value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif each.name == "END":
            if open_parts.pop().name != each.value:
                raise ValueError(f"END:{each.value} ends what was not begun")
        else:
            open_parts[-1].properties.append(each)
    if open_parts != [root] or root.properties or [part.name for part in root.parts] != ["VCALENDAR"]:
        raise ValueError("not one whole VCALENDAR")
    return root.parts[0]


def content_lines(text: bytes) -> list[str]:
    """The lines, unfolded (3.1): ended by CRLF, at most 75 octets, broken between characters only."""
    if not text.endswith(b"\r\n"):
        raise ValueError("the last line is not ended")
    lines: list[str] = []
    for raw in text.removesuffix(b"\r\n").split(b"\r\n"):
        if len(raw) > 75 or not raw:
            raise ValueError(f"a line of {len(raw)} octets")
        piece = raw.decode("utf-8")  # raises where a character is broken in two
        if CONTROL.search(piece):
            raise ValueError(f"a control character in {piece!r}")
        if piece[0] == " " and lines:
            lines[-1] += piece[1:]
        else:
            lines.append(piece)
    return lines


def event_times(event: Component, whole: Component) -> tuple[date | datetime, date | datetime]:
    """DTSTART and DTEND: two days, or two moments in UTC by the time zones that the calendar brings along."""
    first, second = (_when(event.get(name), whole) for name in ("DTSTART", "DTEND"))
    return first, second


def _read_line(line: str) -> Property:
    match = LINE.fullmatch(line)
    if not match:
        raise ValueError(f"not a content line: {line!r}")
    pairs = (pair.partition("=") for pair in match[2].split(";") if pair)
    return Property(match[1], {name: value for name, _equals, value in pairs}, match[3])


def _when(stamp: Property, whole: Component) -> date | datetime:
    if stamp.parameters.get("VALUE") == "DATE":
        return datetime.strptime(stamp.value, "%Y%m%d").date()  # noqa: DTZ007  (a day has no zone)
    if stamp.value.endswith("Z"):
        return datetime.strptime(stamp.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    [zone] = [z for z in whole.all("VTIMEZONE") if z.get("TZID").value == stamp.parameters["TZID"]]
    return _in_utc(_wall_time(stamp.value), zone)


def _in_utc(wall: datetime, zone: Component) -> datetime:
    """By the rule that began last before the wall time: where that comes twice, it is the first."""
    begun = [(onset, rule) for rule in zone.parts for onset in _onsets(rule, wall.year) if onset <= wall]
    onset, rule = max(begun, key=lambda pair: pair[0])
    after, before = _offset(rule, "TZOFFSETTO"), _offset(rule, "TZOFFSETFROM")
    if wall - onset < after - before:
        raise ValueError(f"{wall} is in the hour that is skipped")
    return wall.replace(tzinfo=timezone(after)).astimezone(UTC)


def _onsets(rule: Component, year: int) -> Iterator[datetime]:
    """When the rule began last year and this year: the last Sunday of its month, by the clock before it."""
    first = _wall_time(rule.get("DTSTART").value)
    parts = dict(part.split("=") for part in rule.get("RRULE").value.split(";"))
    if set(parts) != {"FREQ", "BYMONTH", "BYDAY"} or (parts["FREQ"], parts["BYDAY"]) != ("YEARLY", "-1SU"):
        raise ValueError(f"a rule this reader does not know: {parts}")
    month = int(parts["BYMONTH"])
    for each in (year - 1, year):
        last = calendar.monthrange(each, month)[1]
        sunday = last - date(each, month, last).isoweekday() % 7
        yield first.replace(year=each, month=month, day=sunday)


def _offset(rule: Component, name: str) -> timedelta:
    sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)", rule.get(name).value).groups()  # type: ignore[union-attr]
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if sign == "-" else size


def _wall_time(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007  (its zone stands beside it)
