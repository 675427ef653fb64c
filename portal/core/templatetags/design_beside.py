"""What other apps have to say to somebody who begins on a thing."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.core.beside import beside_forms

register = template.Library()

SAID_IN = ("title", "summary", "question")


@register.simple_tag(takes_context=True)
def beside_form(context: template.Context) -> SafeString:
    """For a page with a `view`, its `form` and perhaps an `origin`; nothing for a thing that is there."""
    view, request = context.get("view"), context.get("request")
    if context.get("thing") is not None or request is None:
        return SafeString("")
    kind = str(getattr(view, "kind", ""))
    said = _said(context)
    return mark_safe("".join(say(kind, said, request.user) for say in beside_forms))  # noqa: S308


def _said(context: template.Context) -> str:
    """What is written so far; before that, what the thing comes from says."""
    form: Any = context.get("form")
    written = [str(form[name].value() or "") for name in SAID_IN if form is not None and name in form.fields]
    origin: Any = context.get("origin")
    came = [str(origin.title), str(origin.lead)] if origin is not None else []
    return " ".join(part for part in (written if any(written) else came) if part)[:600]
