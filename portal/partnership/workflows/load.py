"""Loads or updates the partnership from its file, whole or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from portal.partnership.models import Partnership
from portal.partnership.registries import sections
from portal.partnership.workflows.reading import PartnershipFileError, Root, say_nothing
from portal.partnership.workflows.sections.agreement import load_agreements, load_texts
from portal.partnership.workflows.sections.body import load_bodies
from portal.partnership.workflows.sections.organisation import load_facts, load_partners, load_units
from portal.partnership.workflows.sections.quiet import load_quiet
from portal.partnership.workflows.storing import remove_leaving


def load_partnership(path: Path, *, tell: Callable[[str], object] = say_nothing) -> Partnership:
    """Make the database say what the file says. Loading the same file twice changes nothing.

    `tell` takes a sentence for each thing that is left as it is, since people have changed it on the page.
    Raises PartnershipFileError, with nothing changed, when the file can't be read, says something impossible,
    or describes another partnership than the one that is here.
    """
    root = Root(read_toml(path), tell)
    try:
        with transaction.atomic():
            return _load(root)
    except IntegrityError as error:
        reason = str(error).strip().splitlines()[0]
        raise PartnershipFileError(path.name, f"two rows claim the same thing ({reason})") from None


def _load(root: Root) -> Partnership:
    partnership = _load_partnership(root)
    partners = load_partners(root)
    load_units(root, partners)
    load_facts(root, partners)
    load_agreements(root, partners)
    load_texts(root)
    load_bodies(root, partners)
    load_quiet(root)
    for load_section in sections:
        load_section(root)
    root.done()
    remove_leaving(root)
    return partnership


def read_toml(path: Path) -> dict[str, Any]:
    """The file as TOML. Raises PartnershipFileError that says why it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PartnershipFileError(str(path), "there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PartnershipFileError(str(path), f"can't be read as UTF-8 text ({error})") from None
    except tomllib.TOMLDecodeError as error:
        raise PartnershipFileError(path.name, f"is not TOML: {error}") from None


def _load_partnership(root: Root) -> Partnership:
    if not root.has("partnership"):
        raise PartnershipFileError("partnership", "expected a table headed [partnership]")
    table = root.table("partnership")
    key = table.key()
    present = Partnership.objects.first()
    if present and present.key != key:
        raise table.wrong("key", f"expected “{present.key}”: another partnership needs a database of its own")
    values = {
        "name": table.text("name"),
        "short_name": table.string("short_name"),
        "tagline": table.text("tagline"),
        "audience": table.text("audience"),
        "about": table.text("about"),
        "email": table.email("email"),
        "website": table.url("website"),
        "reporting_months": table.number("reporting_months", 6, high=60),
        "labels": _labels(root),
    }
    table.choice("time_zone", ["Europe/Oslo"], "Europe/Oslo")
    table.done()
    partnership, _created = Partnership.objects.update_or_create(key=key, defaults=values)
    return partnership


def _labels(root: Root) -> dict[str, dict[str, str]]:
    table = root.table("labels")
    labels = {key: table.text(key).as_dict() for key in table.values}
    table.done()
    return labels
