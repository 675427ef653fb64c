"""The section about when the partnership stands still: [[quiet]]."""

from __future__ import annotations

from portal.partnership.models import QuietPeriod
from portal.partnership.rules.quiet import QuietError, quiet_spans
from portal.partnership.workflows.reading import PartnershipFileError, Root, unique_keys
from portal.partnership.workflows.storing import store


def load_quiet(root: Root) -> None:
    tables = list(root.tables("quiet"))
    unique_keys(tables)
    rows = {}
    for table in tables:
        definition = {key: table.raw(key) for key in ("weeks", "from", "to", "easter") if table.has(key)}
        try:
            quiet_spans({table.key(): definition}, 2027)
        except QuietError as error:
            raise PartnershipFileError(table.where, str(error)) from None
        rows[table.key()] = {"name": table.text("name"), "definition": definition}
        table.done()
    store(root, QuietPeriod, "quiet", rows)
