"""The data catalogue is one that data.norge.no can take, and says the same in both its forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS

from portal.core.threads import kinds
from portal.home.catalogue.graph import Literal as Text
from portal.home.catalogue.graph import Node
from portal.home.catalogue.written import as_json_ld, as_turtle
from portal.partnership.models import Partnership
from tests.cast import Cast
from tests.threads_app.declared import BoatFactory

SHAPES = Path(__file__).with_name("shapes.ttl")
HERE = "http://testserver/datakatalog"


def catalogue() -> Graph:
    return Graph().parse(data=Client().get("/datakatalog.ttl").content.decode(), format="turtle")


def faults(graph: Graph) -> str:
    conforms, _report, words = validate(graph, shacl_graph=Graph().parse(SHAPES))
    return "" if conforms else str(words)


@pytest.mark.usefixtures("boats")
def test_the_catalogue_holds_what_dcat_ap_no_demands() -> None:
    assert faults(catalogue()) == ""


@pytest.mark.usefixtures("partnership")
@pytest.mark.parametrize("term", [DCTERMS.title, DCTERMS.publisher, DCAT.contactPoint, DCAT.theme])
def test_a_data_set_without_what_is_demanded_is_found(term: URIRef) -> None:
    graph = catalogue()
    graph.remove((URIRef(f"{HERE}#date"), term, None))
    assert faults(graph)


@pytest.mark.usefixtures("boats")
def test_both_forms_say_the_same() -> None:
    written = Client().get("/datakatalog.jsonld").content.decode()
    assert isomorphic(Graph().parse(data=written, format="json-ld"), catalogue())


@pytest.mark.usefixtures("boats")
def test_each_kind_is_a_data_set_whose_files_are_there() -> None:
    BoatFactory.create()
    graph = catalogue()
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == {
        URIRef(f"{HERE}#{key}") for key, _kind in kinds.items()
    }
    assert URIRef(f"{HERE}#boat") in set(graph.subjects(RDF.type, DCAT.Dataset))
    for address in graph.objects(None, DCAT.accessURL):
        response = Client().get(str(address).removeprefix("http://testserver"))
        assert response.status_code == 200, address


@pytest.mark.usefixtures("partnership")
def test_the_calendar_is_a_distribution_of_the_dates() -> None:
    graph = catalogue()
    calendars = graph.subjects(DCAT.accessURL, URIRef("http://testserver/arshjul.ics"))
    assert next(iter(graph.subjects(DCAT.distribution, next(iter(calendars))))) == URIRef(f"{HERE}#date")


def test_made_up_content_is_said_to_be(cast: Cast) -> None:
    said = [str(text) for text in catalogue().objects(URIRef(f"{HERE}#date"), DCTERMS.description)]
    assert not any("made-up examples" in text for text in said)
    cast.student.is_example = True
    cast.student.save()
    said = [
        str(text)
        for text in catalogue().objects(URIRef(f"{HERE}#date"), DCTERMS.description)
        if isinstance(text, Literal) and text.language == "en"
    ]
    assert said
    assert all("made-up examples" in text for text in said)


def test_a_catalogue_of_a_portal_that_is_not_set_up_is_still_one(db: None) -> None:
    Partnership.objects.all().delete()
    assert "dcat:Catalog" in Client().get("/datakatalog.ttl").content.decode()


@pytest.mark.parametrize(
    "text", ['Sagt: "nei"', "to\nlinjer", "\\n", "tab\t", "æøå €", "slutt. <x> a dcat:Dataset ."]
)
def test_whatever_a_text_holds_both_forms_give_it_back(text: str) -> None:
    node = Node("https://a.example/x y<z>", "dcat:Dataset").say("dct:title", Text(text, "nb"))
    turtle = Graph().parse(data=as_turtle([node]), format="turtle")
    assert [str(one) for one in turtle.objects(None, DCTERMS.title)] == [text]
    assert len(turtle) == 2
    assert isomorphic(turtle, Graph().parse(data=json.dumps(as_json_ld([node])), format="json-ld"))
