"""What a page says to search engines about the thing it is about: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.core.models.thread import Audience, Thread
from portal.core.rules.linked_data import linked_data
from portal.core.threads import kinds

register = template.Library()

#: What could end the element or begin another one, as JSON writes it.
HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def thread_data(thread: Thread) -> SafeString:
    """The thing as a block of data, which browsers never run; nothing for what not everyone may read."""
    if thread.audience != Audience.PUBLIC or thread.kind not in kinds:
        return SafeString("")
    said: dict[str, Any] = linked_data(thread, kinds.get(thread.kind))
    text = json.dumps(said, ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - see `HARMLESS`
