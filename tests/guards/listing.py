"""Shows many faults so that one can read them: the same fault on many pages is one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

SHOWN = 3


def listed(faults: Iterable[str]) -> str:
    """Faults begin with their address; those that say the same of many addresses are put together."""
    addresses = defaultdict(list)
    for fault in faults:
        address, _space, what = fault.partition(" ")
        addresses[what.rpartition(" (")[0] or what].append((address, fault))
    lines = []
    for those in addresses.values():
        more = f" … and {len(those) - SHOWN} more like it" if len(those) > SHOWN else ""
        lines += [fault for _address, fault in those[:SHOWN]]
        lines[-1] += more
    return "\n" + "\n".join(lines)
