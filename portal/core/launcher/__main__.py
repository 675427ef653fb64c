"""`python -m portal.core.launcher run`."""

from __future__ import annotations

from portal.core.launcher.supervisor import main

main()
