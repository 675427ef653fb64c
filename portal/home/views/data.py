"""What programs read of the whole portal: the feed, whom to tell of a weakness; and the page about it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.queries.published import published
from portal.core.threads import kinds
from portal.core.views.thread_files import atom_of
from portal.home.addresses import NLOD, absolute
from portal.home.api.operations import MOST, USUAL
from portal.home.api.words import FIELDS
from portal.home.queries.security import security_contact
from portal.partnership.queries.partnership import the_partnership

IN_FEED = 50


def feed(request: HttpRequest) -> HttpResponse:
    """The newest of all kinds, or of the `kind` asked for, as Atom. Raises Http404 for an unknown one."""
    wanted = request.GET.get("kind", "")
    if wanted and wanted not in kinds:
        raise Http404
    title = str(the_partnership().name)
    if wanted:
        title = f"{title}: {capfirst(str(kinds.get(wanted).plural))}"
    known = [kind.key for kind in kinds]
    threads = published(wanted).filter(kind__in=known)[:IN_FEED]
    page = reverse(kinds.get(wanted).list_url) if wanted else reverse("front_page")
    address = f"{reverse('feed')}?kind={wanted}" if wanted else reverse("feed")
    return atom_of(threads, title=title, page=page, feed=address)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a weakness, as the partnership's file has it; else there is no page."""
    contact = security_contact()
    if contact is None:
        raise Http404
    lines = [
        f"Contact: {contact.contact}",
        f"Expires: {contact.expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
    ]
    if contact.policy:
        lines.append(f"Policy: {contact.policy}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """What there is to fetch, in which forms, and how the API is asked: readable without any script."""
    found = [
        {
            "title": capfirst(str(kind.plural)),
            "about": kind.about,
            "list": reverse(kind.list_url),
            "api": reverse("api_things", args=[kind.key]),
            "csv": f"{reverse(kind.list_url)}?format=csv",
            "atom": f"{reverse('feed')}?kind={kind.key}",
            "files": [(file.label, reverse(file.url_name)) for file in kind.files],
        }
        for kind in kinds
    ]
    context = {
        "breadcrumbs": [(_("Open data"), None)],
        "nlod": NLOD,
        "kinds": found,
        "root": absolute("api_index"),
        "fields": FIELDS.items(),
        "a_minute": settings.API_A_MINUTE,
        "usual": USUAL,
        "most": MOST,
    }
    return render(request, "home/open_data.html", context)
