"""Ways to narrow the app's lists that several of them share."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from portal.core.threads import Facet
from portal.partnership.queries.theme import theme_words, unit_words

THEME = Facet("tema", pgettext_lazy("facet", "Theme"), theme_words)
UNIT = Facet("enhet", pgettext_lazy("facet", "Unit"), unit_words)
