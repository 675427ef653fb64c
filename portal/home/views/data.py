"""What programs read: feed, site map, robots, security contact, API index and data catalogue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.queries.calendar import entry_url
from events.queries.wheel import public_rows
from portal.core.clock import today
from portal.home.queries.security import security_contact
from portal.partnership.queries.partnership import example_content_exists, the_partnership

PUBLIC_PAGES = [
    "front_page",
    "about",
    "calendars",
    "events",
    "competence",
    "tasks",
    "placements",
    "needs",
    "projects",
    "exchange",
    "results",
    "governance",
    "seed_money",
    "accessibility",
    "privacy",
]
NLOD = "http://publications.europa.eu/resource/authority/licence/NLOD_2_0"


def absolute(name: str, *args: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The coming public dates as Atom; example content is marked in its title."""
    partnership = the_partnership()
    atom = Atom1Feed(
        title=str(partnership.name),
        link=absolute("front_page"),
        feed_url=absolute("feed"),
        description=str(partnership.tagline),
        language=get_language(),
    )
    day = today()
    for row in public_rows(day, 50):
        entry = row.entry
        mark = f"{_('Example')}: " if entry.is_example else ""
        atom.add_item(
            title=f"{mark}{entry.title}, {row.long_when}",
            link=entry_url(entry),
            description=str(entry.summary),
            unique_id=f"urn:uuid:{entry.uid}",
            updateddate=entry.updated_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language, with its other languages."""
    pages = []
    for name, args in [*((name, ()) for name in PUBLIC_PAGES), ("wheel_year", (today().year,))]:
        languages = []
        for code, _name in settings.LANGUAGES:
            with override(code):
                languages.append((code, absolute(name, *args)))
        pages.append(languages)
    return render(
        request, "home/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8"
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The whole of an installation with example content is closed to search engines."""
    closed = "/" if example_content_exists() else "/min-side/"
    text = f"User-agent: *\nDisallow: {closed}\nSitemap: {absolute('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


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
def api_index(request: HttpRequest) -> JsonResponse:
    """What the API offers so far: the documents it links to."""
    return JsonResponse(
        {
            "name": str(the_partnership().name),
            "licence": NLOD,
            "openapi": absolute("openapi"),
            "documentation": absolute("api_docs"),
            "calendar": absolute("wheel_calendar"),
            "feed": absolute("feed"),
            "catalogue": absolute("catalogue_turtle"),
        }
    )


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    operation = {
        "summary": "What the API offers",
        "operationId": "index",
        "responses": {
            "200": {"description": "Links", "content": {"application/json": {"schema": {"type": "object"}}}}
        },
    }
    return JsonResponse(
        {
            "openapi": "3.1.0",
            "info": {
                "title": str(the_partnership().name),
                "version": "1",
                "license": {"name": "NLOD 2.0", "url": NLOD},
            },
            "servers": [{"url": settings.BASE_URL}],
            "paths": {"/api/v1/": {"get": operation}},
        }
    )


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "home/open_data.html", {"breadcrumbs": [(_("Open data"), None)], "nlod": NLOD})


def _catalogue() -> dict[str, Any]:
    """The catalogue with its one data set, the calendar, and what DCAT-AP-NO asks of both."""
    partnership = the_partnership()
    return {
        "partnership": partnership,
        "front": absolute("front_page"),
        "address": f"{settings.BASE_URL}/datakatalog",
        "calendar": absolute("wheel_calendar"),
        "page": absolute("wheel"),
        "licence": NLOD,
    }


@require_safe
def catalogue_turtle(request: HttpRequest) -> HttpResponse:
    return render(request, "home/catalogue.ttl", _catalogue(), content_type="text/turtle; charset=utf-8")


@require_safe
def catalogue_json(request: HttpRequest) -> JsonResponse:
    facts = _catalogue()
    name = [{"@value": text, "@language": code} for code, text in facts["partnership"].name.as_dict().items()]
    tagline = [
        {"@value": text, "@language": code} for code, text in facts["partnership"].tagline.as_dict().items()
    ]
    publisher = {"@id": f"{facts['address']}#publisher", "@type": "foaf:Agent", "foaf:name": name}
    distribution = {
        "@id": f"{facts['address']}#wheel-ics",
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": facts["calendar"]},
        "dct:license": {"@id": NLOD},
    }
    dataset = {
        "@id": f"{facts['address']}#wheel",
        "@type": "dcat:Dataset",
        "dct:title": name,
        "dct:description": tagline,
        "dct:publisher": {"@id": publisher["@id"]},
        "dcat:landingPage": {"@id": facts["page"]},
        "dcat:distribution": distribution,
    }
    return JsonResponse(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@id": facts["address"],
            "@type": "dcat:Catalog",
            "dct:title": name,
            "dct:description": tagline,
            "dct:publisher": publisher,
            "dcat:dataset": dataset,
        },
        content_type="application/ld+json",
    )
