"""What the catalogue holds: a data set for each kind of thread, its distributions, and the API as a service.

After DCAT-AP-NO 3.0 (https://data.norge.no/specification/dcat-ap-no): mandatory and recommended properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.core.threads import Kind, Words, kinds
from portal.home.addresses import (
    NLOD,
    absolute,
    absolute_in_bokmal,
    in_all_languages,
    words_in_all_languages,
)
from portal.home.catalogue.graph import Literal, Node
from portal.partnership.models import Partner, Partnership
from portal.partnership.queries.partnership import example_content_exists, the_partnership

EU = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
FORMATS = {
    "application/json": "JSON",
    "application/atom+xml": "ATOM",
    "text/csv": "CSV",
    "text/calendar": "ICS",
}
LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
REGISTER = "https://data.brreg.no/enhetsregisteret/api/enheter"
EXAMPLES = _("This installation holds made-up examples. They are marked in the data.")


@dataclass(frozen=True)
class Common:
    """What every entry says: who publishes it, and whom to ask."""

    partnership: Partnership
    publisher: str
    examples: bool
    root: str

    def part(self, name: str) -> str:
        return f"{self.root}#{name}"

    def on(self, node: Node) -> Node:
        return (
            node.link("dct:publisher", self.publisher)
            .link("dcat:contactPoint", self.part("contact"))
            .link("dct:license", NLOD)
        )


def entries() -> Iterator[Node]:
    """The whole catalogue, the catalogue itself first."""
    publisher = _publisher()
    common = Common(
        partnership=the_partnership(),
        publisher=f"{REGISTER}/{publisher.organisation_number}" if publisher else settings.BASE_URL,
        examples=example_content_exists(),
        root=f"{settings.BASE_URL}/datakatalog",
    )
    yield _catalogue(common)
    yield _agent(common, publisher)
    yield _contact(common)
    yield _service(common)
    for kind in kinds:
        yield from _data_set(kind, common)


def _publisher() -> Partner | None:
    """The legal person that answers for the data: a required partner, rather one that keeps the archive."""
    return Partner.objects.filter(required=True).order_by("-keeps_archive", "position").first()


def _catalogue(common: Common) -> Node:
    name = words_in_all_languages(common.partnership.name)
    about = words_in_all_languages(common.partnership.tagline) or name
    node = Node(common.root, "dcat:Catalog")
    node.words("dct:title", name)
    node.words("dct:description", _marked(about, common))
    node.link("foaf:homepage", absolute_in_bokmal("front_page"))
    node.link("dct:language", *(f"{EU}/language/{code}" for code in LANGUAGES.values()))
    node.link("dct:spatial", f"{EU}/country/NOR")
    node.link("dcat:themeTaxonomy", f"{EU}/data-theme")
    node.link("dcat:service", common.part("api"))
    node.link("dcat:dataset", *(common.part(kind.key) for kind in kinds))
    return common.on(node)


def _agent(common: Common, publisher: Partner | None) -> Node:
    node = Node(common.publisher, "foaf:Agent")
    if publisher is None:
        return node.words("foaf:name", words_in_all_languages(common.partnership.name))
    node.words("foaf:name", words_in_all_languages(publisher.name))
    return node.say("dct:identifier", Literal(publisher.organisation_number))


def _contact(common: Common) -> Node:
    node = Node(common.part("contact"), "vcard:Organization")
    node.words("vcard:fn", words_in_all_languages(common.partnership.name))
    if common.partnership.email:
        node.link("vcard:hasEmail", f"mailto:{common.partnership.email}")
    return node.link("vcard:hasURL", absolute_in_bokmal("about"))


def _service(common: Common) -> Node:
    node = Node(common.part("api"), "dcat:DataService")
    node.words("dct:title", in_all_languages(lambda: _("The API: what is public here, as data")))
    node.link("dcat:endpointURL", absolute("api_index"))
    node.link("dcat:endpointDescription", absolute("openapi"))
    node.link("foaf:page", absolute_in_bokmal("api_docs"))
    node.link("dcat:servesDataset", *(common.part(kind.key) for kind in kinds))
    node.link("dct:format", f"{EU}/file-type/JSON")
    node.link("dct:accessRights", f"{EU}/access-right/PUBLIC")
    node.link("dcatap:availability", f"{EU}/planned-availability/STABLE")
    return common.on(node)


def _data_set(kind: Kind, common: Common) -> Iterator[Node]:
    files = list(_files(kind, common))
    node = Node(common.part(kind.key), "dcat:Dataset")
    node.words("dct:title", words_in_all_languages(kind.plural))
    node.words("dct:description", _marked(words_in_all_languages(kind.about or kind.plural), common))
    node.say("dct:identifier", Literal(common.part(kind.key)))
    node.words("dcat:keyword", words_in_all_languages(kind.label))
    node.link("dcat:theme", f"{EU}/data-theme/{kind.theme}")
    node.link("dcat:landingPage", absolute_in_bokmal(kind.list_url))
    node.link("dct:accessRights", f"{EU}/access-right/PUBLIC")
    node.link("dct:accrualPeriodicity", f"{EU}/frequency/CONT")
    node.link("dct:language", *(f"{EU}/language/{code}" for code in LANGUAGES.values()))
    node.link("dct:spatial", f"{EU}/country/NOR")
    node.link("dcat:distribution", *(file.address for file in files))
    node.link("dct:publisher", common.publisher).link("dcat:contactPoint", common.part("contact"))
    yield node
    yield from files


def _files(kind: Kind, common: Common) -> Iterator[Node]:
    name = common.part(kind.key)
    api = _file(f"{name}-json", "application/json", _("Every one of them, in pages (JSON)"))
    api.link("dcat:accessURL", absolute("api_things", kind.key)).link(
        "dcat:accessService", common.part("api")
    )
    yield api.link("foaf:page", absolute_in_bokmal("api_docs"))
    table = f"{absolute_in_bokmal(kind.list_url)}?format=csv"
    yield _file(f"{name}-csv", "text/csv", _("The list for spreadsheets (CSV)")).link("dcat:accessURL", table)
    feed = f"{absolute_in_bokmal('feed')}?kind={kind.key}"
    newest = _file(f"{name}-atom", "application/atom+xml", _("The newest (Atom)"))
    yield newest.link("dcat:accessURL", feed)
    for number, other in enumerate(kind.files, start=1):
        file = _file(f"{name}-{number}", other.media_type, other.label)
        yield file.link("dcat:accessURL", absolute_in_bokmal(other.url_name))


def _file(address: str, media_type: str, label: Words) -> Node:
    node = Node(address, "dcat:Distribution")
    node.words("dct:title", words_in_all_languages(label))
    node.link("dct:license", NLOD)
    node.link("dcat:mediaType", f"{MEDIA_TYPES}/{media_type}")
    if media_type in FORMATS:
        node.link("dct:format", f"{EU}/file-type/{FORMATS[media_type]}")
    return node.link("dcatap:availability", f"{EU}/planned-availability/STABLE")


def _marked(words: dict[str, str], common: Common) -> dict[str, str]:
    """With a sentence on made-up examples where there are any."""
    if not common.examples:
        return words
    marks = in_all_languages(lambda: EXAMPLES)
    return {language: f"{text} {marks[language]}" for language, text in words.items()}
