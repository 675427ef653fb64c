"""Needs, projects, applications, exchanges and results as threads."""

from __future__ import annotations

from projects.threads.application import APPLICATION
from projects.threads.exchange import EXCHANGE
from projects.threads.need import NEED
from projects.threads.project import PROJECT
from projects.threads.result import RESULT

KINDS = (NEED, PROJECT, APPLICATION, EXCHANGE, RESULT)
