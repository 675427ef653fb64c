"""What the fields of the API mean, for the page about it and for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from portal.core.threads import Words

FIELDS: Mapping[str, Words] = {
    "id": _("The address of the thing in the API. It never changes."),
    "kind": _("What kind of thing it is."),
    "key": _("Its name among things of its kind."),
    "title": _("The title, by language: nb, nn and en. Languages nobody has written are left out."),
    "summary": _("One or two sentences, by language."),
    "text": _("The whole text, in the language text_language."),
    "text_language": _("The language of the text: nb, nn or en."),
    "pages": _("The address of its page, by language."),
    "state": _("How far it has come, as a word from the list of states of its kind."),
    "live": _("False for what has been cancelled or withdrawn. It is still found by its key."),
    "example": _("True for content that is made up to show what the portal can do."),
    "facets": _("What it stands under in lists."),
    "days": _("Its first and last day, and how exact they are: date, week or month."),
    "published": _("When it became public."),
    "changed": _("When anything of this last changed."),
    "thread": _("What led to it and what came of it, in order. Empty where it stands alone."),
    "next": _("The address of the next page. Null on the last one."),
}
