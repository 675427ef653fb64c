"""Which faults come, and when: at random, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

LAST_FAULT = 0.85  # of the mails: the rest shows that it goes on after the storm


class Fault(StrEnum):
    WORKER_KILLED = "worker killed with all its processes"
    KILLED_AFTER_DATA = "worker killed when the mail server has just taken a mail"
    CHILD_KILLED = "the worker's sending processes killed"
    BROKER_KILLED = "broker killed and restarted"
    DATABASE_RESTARTED = "database restarted"
    DATABASE_KILLED = "database killed and restarted"
    RCPT_4XX = "4xx to the address"
    RCPT_5XX = "5xx to the address"
    DATA_4XX = "4xx to the mail"
    DATA_5XX = "5xx to the mail"
    HANGS_BEFORE = "mail server hangs before DATA"
    HANGS_AFTER = "mail server hangs after DATA"
    DROPS_BEFORE = "connection lost before DATA"
    DROPS_AFTER = "connection lost after DATA, mail not taken"
    TAKES_AND_DROPS = "connection lost after DATA, mail taken"
    SERVER_AWAY = "mail server away for a second"


#: Those that befall our own processes at any moment; the others begin at the mail server.
OURS = {
    Fault.WORKER_KILLED,
    Fault.CHILD_KILLED,
    Fault.BROKER_KILLED,
    Fault.DATABASE_RESTARTED,
    Fault.DATABASE_KILLED,
}


@dataclass(frozen=True)
class Planned:
    """A fault, and after how many mails that the mail server has taken."""

    after: int
    fault: Fault


def plan_storm(mails: int, faults: int, seed: int) -> list[Planned]:
    """Every kind as often as the others, in random order at random moments."""
    chance = random.Random(seed)
    kinds = [list(Fault)[number % len(Fault)] for number in range(faults)]
    chance.shuffle(kinds)
    moments = sorted(chance.randrange(int(mails * LAST_FAULT)) for _ in kinds)
    return [Planned(after, kind) for after, kind in zip(moments, kinds, strict=True)]
