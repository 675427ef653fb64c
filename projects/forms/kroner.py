"""A sum of money as people write one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.templatetags.design_text import kroner

SPACES = re.compile(r"[\s\u00a0\u202f]+")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d*)?", re.ASCII)
"""As with points between the thousands: `1.500.000,50`."""


class KronerField(forms.DecimalField):
    """Kroner and øre: `1 500 000`, `1.500.000`, `1500000,50`, `1 500 000 kr`.

    Begins as money is written on pages.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 1)
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid", _("Write the sum in kroner, such as 1 500 000.")
        )
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_digits=14, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        said = SPACES.sub("", str(value or "")).lower().removesuffix("kr").removesuffix(",-")
        if THOUSANDS.fullmatch(said):
            said = said.replace(".", "")
        return super().to_python(said.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return kroner(value).removesuffix("\u00a0kr").replace("\u202f", " ")
        return value
