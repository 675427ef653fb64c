"""The list of results and lessons, below a picture of them year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from portal.core.queries.listing import Found
from portal.core.rules.list_address import ListAddress
from portal.core.views.thread_list import ThreadListView
from projects.drawing.years import draw_years
from projects.rules.result_group import GROUPS, Year, years_of
from projects.rules.rights import may_make_projects

FEWEST = 2
"""A single year is no picture."""


class ResultListView(ThreadListView):
    """The picture shows what the list shows, as long as all of it is counted; it costs no query."""

    template_name = "projects/result_list.html"
    most_choices = 4  # of five facets

    def more(self, address: ListAddress, found: Found) -> dict[str, Any]:
        years = self.years(address, found)
        return {
            "years": years,
            "groups": GROUPS,
            "picture": draw_years(years, lambda year: _list_of(address, year)) if years else "",
            "may_tell": may_make_projects(self.request.user),
        }

    def years(self, address: ListAddress, found: Found) -> Sequence[Year]:
        counted = address.page == 1 and not found.more
        years = years_of(found.counts) if counted else []
        return years if len(years) >= FEWEST else []


def _list_of(address: ListAddress, year: int) -> str:
    """The list as it is, narrowed to one year."""
    return replace(address, facets={**address.facets, "ar": (str(year),)}, page=1).url()
