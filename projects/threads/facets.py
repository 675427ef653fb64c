"""Ways to narrow the app's lists that several of them share."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from portal.core.threads import Facet
from portal.partnership.queries import theme

THEME = Facet(theme.THEME, pgettext_lazy("facet", "Theme"), theme.theme_words, theme.names_met)
UNIT = Facet(theme.UNIT, pgettext_lazy("facet", "Unit"), theme.unit_words, theme.names_met)
