"""The living style guide: every part of the design system in every state, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.core.forms import PortalForm
from portal.core.rich_text import RichTextField
from portal.core.rules.rich_text import safe_html
from portal.core.text import Text
from portal.core.uploads import DocumentField, PictureField, alt_field


@dataclass(frozen=True)
class Swatch:
    """A colour by its name in the theme, its value in both schemes, and its contrast on paper (WCAG 2.2)."""

    name: str
    light: str
    dark: str
    on_light: float
    on_dark: float


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours by WCAG 2.2, one decimal."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((high + 0.05) / (low + 0.05), 1)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PAPER = ("#ffffff", "#0e1713")
COLOURS = {
    "text": ("#1a2621", "#ebedec"),
    "quiet": ("#4c5752", "#b5bdb9"),
    "spruce": ("#133a2d", "#143026"),
    "spruce-text": ("#2c5e4c", "#9ec5b5"),
    "sand": ("#f8f2e7", "#26221b"),
    "link": ("#005886", "#8cc2e8"),
    "button": ("#005886", "#7bb9e4"),
    "border": ("#707a75", "#818885"),
    "leader": ("#8b9591", "#646f6a"),
    "kind-meeting": ("#391f5c", "#dbcef8"),
    "kind-deadline": ("#872616", "#f9a591"),
    "kind-gathering": ("#236e54", "#62ba98"),
    "kind-student": ("#966511", "#c08c37"),
}
"""What `theme.css` sets; a test holds the two together."""


def swatches() -> list[Swatch]:
    """The partnership's colours with their measured contrast on paper in each scheme."""
    return [
        Swatch(name, light, dark, contrast(light, PAPER[0]), contrast(dark, PAPER[1]))
        for name, (light, dark) in COLOURS.items()
    ]


class ExampleForm(PortalForm, forms.Form):
    """One of each kind of field, to look at; it stores nothing."""

    focus_errors = False

    question = forms.CharField(label=_("The question"), help_text=_("Write it as you would ask a colleague."))
    why = forms.CharField(
        label=_("Why does it matter?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=400,
        help_text=_("Two or three sentences."),
    )
    semester = forms.ChoiceField(
        label=_("Semester"), choices=[("", _("Choose a semester")), ("a", _("Autumn")), ("s", _("Spring"))]
    )
    contact = forms.ChoiceField(
        label=_("Whom can students contact?"),
        choices=[("me", _("Myself")), ("other", _("Someone else at my unit"))],
        widget=forms.RadioSelect,
        help_text=_("The person gets a message when somebody shows interest."),
    )
    levels = forms.MultipleChoiceField(
        label=_("Level"),
        choices=[("b", _("Bachelor")), ("m", _("Master"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    deadline = forms.DateField(label=_("Deadline"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    attachment = forms.FileField(
        label=_("Data you can share"), required=False, help_text=_("Never upload personal data.")
    )
    agreed = forms.BooleanField(label=_("My leader knows about this"))


class WritingForm(PortalForm, forms.Form):
    """The fields that take in text with headings and files; it stores nothing."""

    story = RichTextField(label=_("What happened?"), help_text=_("Write as you would tell a neighbour."))
    more = RichTextField(label=_("What else?"), required=False, rows=4, max_length=400)
    picture = PictureField(label=_("Picture"), required=False)
    alt = alt_field()
    document = DocumentField(label=_("Document"), required=False)


WRONG = {"question": "", "why": "Because", "semester": "", "contact": "", "email": "kari", "deadline": "soon"}


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Read-only, for everyone; kept out of search engines."""
    return render(request, "core/styleguide.html", _context())


@require_safe
def writing(request: HttpRequest) -> HttpResponse:
    """A page of its own, since the editor is heavy: only pages where somebody writes bring it along."""
    written = safe_html(
        f"<h3>{_('Third heading')}</h3><p>{_('What decides')} <strong>{_('Bold')}</strong></p>"
        f"<ul><li>{_('First point')}</li><li>{_('Second point')}</li></ul>"
    )
    context = {
        "noindex": True,
        "breadcrumbs": [(_("Style guide"), reverse("styleguide")), (_("Writing"), None)],
        "form": WritingForm(initial={"story": written}),
        "written": written,
    }
    return render(request, "core/styleguide/writing.html", context)


def _context() -> dict[str, Any]:
    return {
        "noindex": True,
        "breadcrumbs": [(_("Style guide"), "")],
        "swatches": swatches(),
        "page": Paginator(range(200), 10).get_page(4),
        "chosen": [(_("Bachelor"), "?"), (_("Spring"), "?"), (_("Water and climate"), "?")],
        "figures": [
            ("38", _("tasks delivered"), "#figures"),
            ("7", _("joint projects under way"), "#figures"),
            ("116", _("places filled"), ""),
        ],
        "foreign": Text(en="This text is only written in English.")
        if str(_("Style guide")) != "Style guide"
        else Text(nb="Bare på bokmål."),
        "agreement": (date(2021, 2, 15), date(2026, 12, 31), date(2026, 10, 6)),
        "empty_form": ExampleForm(auto_id="empty_%s"),
        "wrong_form": ExampleForm(WRONG, auto_id="wrong_%s"),
    }
