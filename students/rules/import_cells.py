"""What people write in the cells of a table of tasks, and what it means. Pure, but for the languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from portal.core.text import LANGUAGES, Text
from students.rules.enums import DataNeed, Term
from students.rules.import_columns import folded
from students.rules.semester import AUTUMN, SPRING, Semester

DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y", "%d.%m.%y")
IN_WORDS = re.compile(r"(\d{1,2})\.? (\w+) (\d{4})")
YES, NO = {"yes", "true", "x", "1"}, {"no", "false", "0", ""}


class CellError(Exception):
    """A cell that can't be read, and why."""


def names_of(rows: Iterable[tuple[Any, str, Text]]) -> dict[str, Any]:
    """Things by what they may be called: their key, and their name in any language."""
    return {folded(name): thing for thing, key, text in rows for name in (key, *text.as_dict().values())}


def data_names() -> dict[str, DataNeed]:
    """What data a task needs, by key, in a word or as the form says it, in any language."""
    found: dict[str, DataNeed] = {}
    for language in LANGUAGES:
        with override(language):
            short = {
                DataNeed.NONE: pgettext("data of a task", "none"),
                DataNeed.OPEN: pgettext("data of a task", "open"),
                DataNeed.PERSONAL: pgettext("data of a task", "personal"),
                DataNeed.SENSITIVE: pgettext("data of a task", "sensitive"),
            }
            for need in DataNeed:
                found |= dict.fromkeys([need.value, folded(str(need.label)), folded(short[need])], need)
    return found


def semester_names(year: int) -> dict[str, Semester]:
    """What the semesters around a year are called, from three years before it to three after.

    By key, and in any language as people write them: “spring 2027”, “S27”.
    """
    found: dict[str, Semester] = {}
    for number in range(year - 3, year + 4):
        for term, word in ((SPRING, Term.SPRING), (AUTUMN, Term.AUTUMN)):
            one = Semester(number, term)
            found[one.key] = one
            for language in LANGUAGES:
                with override(language):
                    found |= dict.fromkeys(_written(one, str(word.label)), one)
    return found


def _written(one: Semester, term: str) -> list[str]:
    years = (str(one.year), f"{one.year % 100:02}")
    return [
        folded(str(one)),
        *(folded(f"{start}{year}") for start in (f"{term} ", term, term[0], f"{term[0]} ") for year in years),
    ]


def named(said: str, things: Mapping[str, Any]) -> Any:
    """The thing somebody means. Raises CellError with what they may have meant."""
    wanted = folded(said)
    if wanted in things:
        return things[wanted]
    words = _("we know of no “%(said)s”.") % {"said": said.strip()[:60]}
    for name in get_close_matches(wanted, things, n=1, cutoff=0.7):
        thing = things[name]
        nearest = name if isinstance(thing, str) else str(getattr(thing, "label", thing))
        words += " " + _("Did you mean “%(nearest)s”?") % {"nearest": nearest}
    raise CellError(words)


def short(said: str, longest: int) -> str:
    if len(said) > longest:
        raise CellError(_("%(longest)s characters at most.") % {"longest": longest})
    return said


def number(said: str, least: int, most: int, otherwise: int | None) -> int | None:
    if not said:
        return otherwise
    digits = said.lstrip("0") or "0"
    if not said.isdecimal() or len(digits) > len(str(most)) or not least <= int(digits) <= most:
        raise CellError(_("write a number from %(least)s to %(most)s.") % {"least": least, "most": most})
    return int(digits)


def day(said: str) -> date | None:
    """15.11.2026, 2026-11-15 or 15. november 2026; with a stroke nobody knows which is the month."""
    if not said:
        return None
    for written in DAYS:
        try:
            return datetime.strptime(said, written).date()  # noqa: DTZ007  (a day, read as people write it)
        except ValueError:
            continue
    if (parts := IN_WORDS.fullmatch(folded(said))) and (month := _months().get(parts[2])):
        try:
            return date(int(parts[3]), month, int(parts[1]))
        except ValueError:
            pass
    raise CellError(_("write the day as 2026-11-15 or 15.11.2026."))


def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        with override(language):
            found |= {folded(str(name)): month for month, name in MONTHS.items()}
    return found


def yes(said: str) -> bool:
    word = folded(said)
    if word in YES | _in_every_language("yes"):
        return True
    if word in NO | _in_every_language("no"):
        return False
    raise CellError(_("write yes or no."))


def _in_every_language(wish: str) -> set[str]:
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(folded(_("Yes") if wish == "yes" else _("No")))
    return found
