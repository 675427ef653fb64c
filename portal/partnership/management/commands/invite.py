"""`manage.py invite EMAIL --seat KEY | --unit KEY --role ROLE`: how the first administrator comes in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from portal.core.clock import today
from portal.partnership.models import Seat, Unit
from portal.partnership.models.body import Part
from portal.partnership.models.person import LANGUAGES
from portal.partnership.queries.tenure import next_holder
from portal.partnership.rules.invitation import UNIVERSITY_ROLES, roles_at
from portal.partnership.workflows.invitation import Asked, invite


class Command(BaseCommand):
    help = "Invite somebody to a seat or a unit from today on. Prints the link, which is mailed to them too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        to = parser.add_mutually_exclusive_group(required=True)
        to.add_argument("--seat", metavar="KEY", default="", help="key of a seat in the partnership's file")
        to.add_argument("--unit", metavar="KEY", default="", help="key of a unit in the partnership's file")
        parser.add_argument("--role", choices=UNIVERSITY_ROLES, default="", help="what they are in the unit")
        parser.add_argument("--name", default="")
        parser.add_argument("--language", choices=[code for code, _name in LANGUAGES], default="nb")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from None
        who = {key: options[key] for key in ("email", "name", "language")}
        to = _to_unit(options) if options["unit"] else _to_seat(options["seat"])
        sent = invite(Asked(**who, **to, first_day=today()), by=None)
        self.stdout.write(f"Invited {options['email']} to {sent.invitation}. The link works for 30 days:")
        self.stdout.write(sent.link)


def _to_seat(key: str) -> dict[str, Any]:
    seat = Seat.objects.filter(key=key).first()
    if seat is None:
        raise CommandError(f"There is no seat “{key}”. There are: {_keys(Seat)}.")
    taken = next_holder(seat, Part.HOLDER, today(), None)
    if taken:
        raise CommandError(f"{taken.user} has this seat from {taken.first_day:%Y-%m-%d}.")
    return {"seat": seat}


def _to_unit(options: dict[str, Any]) -> dict[str, Any]:
    unit = Unit.objects.select_related("partner").filter(key=options["unit"]).first()
    if unit is None:
        raise CommandError(f"There is no unit “{options['unit']}”. There are: {_keys(Unit)}.")
    allowed = roles_at(unit.partner.kind)
    if options["role"] not in allowed:
        raise CommandError(f"Say with --role what they are in {unit}: {', '.join(allowed)}.")
    return {"unit": unit, "role": options["role"]}


def _keys(model: type[Seat | Unit]) -> str:
    return ", ".join(model._default_manager.values_list("key", flat=True)) or "none"
