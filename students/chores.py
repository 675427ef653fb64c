"""What the portal does by itself for student tasks, each time beat asks: reminders, offers that lapse …"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from portal.core.registry import Registry

Chore = Callable[[datetime], int]

chores: Registry[Chore] = Registry("chores of student tasks")
"""Each is given the moment (UTC), finds in the database what is due, is safe to run twice, and gives how many
things it did. Filled in `StudentsConfig.ready`.
"""
