from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.partnership.models import User
from portal.partnership.workflows.second_factor import forget_second_factor


class Command(BaseCommand):
    help = "Take the second factor off an account whose owner has lost it. Make sure first who is asking."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        if not forget_second_factor(person):
            raise CommandError(f"{person.email} has no second factor.")
        self.stdout.write(f"The second factor of {person.email} is taken away, and their sessions are ended.")
