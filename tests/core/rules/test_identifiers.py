"""Identifiers of research as people write them, and what is none."""

from __future__ import annotations

import pytest
from django import forms

from portal.core.identifier_fields import DoiField, NvaField, OrcidField
from portal.core.rules.identifiers import (
    check_digit,
    doi_address,
    doi_of,
    nva_address,
    nva_of,
    orcid_address,
    orcid_of,
)


@pytest.mark.parametrize(
    "said",
    [
        "10.1000/ab.182",
        " 10.1000/AB.182 ",
        "https://doi.org/10.1000/ab.182",
        "http://dx.doi.org/10.1000/ab.182",
        "doi:10.1000/ab.182",
        "DOI: 10.1000/ab.182.",
        "https://doi.org/10.1000/ab.182?utm_source=mail",
    ],
)
def test_one_doi_is_kept_in_one_form(said: str) -> None:
    assert doi_of(said) == "10.1000/ab.182"


def test_a_doi_may_have_brackets_and_slashes() -> None:
    assert doi_of("10.1016/S0140-6736(20)30183-5/full") == "10.1016/s0140-6736(20)30183-5/full"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "10.1000",
        "10.1000/",
        "11.1000/182",
        "https://example.org/10.1000/182",
        "10.1000/a b",
        'x" onclick="y',
        "javascript:10.1000/1",
    ],
)
def test_what_is_no_doi_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="DOI"):
        doi_of(said)


@pytest.mark.parametrize(
    "said",
    [
        "0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097",
        "http://www.orcid.org/0000-0002-1825-0097/",
        "0000 0002 1825 0097",
        "0000000218250097",
    ],
)
def test_one_orcid_is_kept_in_one_form(said: str) -> None:
    assert orcid_of(said) == "0000-0002-1825-0097"


def test_the_checksum_of_an_orcid_may_be_an_x() -> None:
    assert orcid_of("0000-0002-1694-233x") == "0000-0002-1694-233X"
    assert check_digit("000000021694233") == "X"


@pytest.mark.parametrize(
    "said",
    [
        "0000-0002-1825-0098",  # the last digit doesn't fit
        "0000-0002-1852-0097",  # two digits have changed places
        "0000-0002-1825-009",
        "0000-0002-1825-00977",
        "0000-0002-1825-00X7",
        "٠٠٠٠-0002-1825-0097",
        "https://example.org/0000-0002-1825-0097",
        "",
    ],
)
def test_what_is_no_orcid_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="ORCID"):
        orcid_of(said)


@pytest.mark.parametrize(
    ("said", "kept", "address"),
    [
        ("2525925", "2525925", "https://nva.sikt.no/projects/2525925"),
        ("https://nva.sikt.no/projects/2525925", "2525925", "https://nva.sikt.no/projects/2525925"),
        (
            "https://api.nva.unit.no/cristin/project/2525925",
            "2525925",
            "https://nva.sikt.no/projects/2525925",
        ),
        (
            "https://app.cristin.no/projects/show.jsf?id=2525925",
            "2525925",
            "https://nva.sikt.no/projects/2525925",
        ),
        (
            "https://nva.sikt.no/registration/0198cc5a-6f0b-4d5e-8f90-0123456789ab",
            "0198cc5a-6f0b-4d5e-8f90-0123456789ab",
            "https://nva.sikt.no/registration/0198cc5a-6f0b-4d5e-8f90-0123456789ab",
        ),
    ],
)
def test_numbers_of_nva_lead_to_their_pages(said: str, kept: str, address: str) -> None:
    assert nva_of(said) == kept
    assert nva_address(kept) == address


@pytest.mark.parametrize("said", ["", "12", "012345", "2525925a", "https://example.org/projects/2525925"])
def test_what_is_no_number_of_nva_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="NVA"):
        nva_of(said)


def test_identifiers_are_shown_as_addresses() -> None:
    assert doi_address("10.1000/182") == "https://doi.org/10.1000/182"
    assert orcid_address("0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"


class Identified(forms.Form):
    doi = DoiField(required=False)
    orcid = OrcidField(required=False)
    nva = NvaField(required=False)


def test_fields_keep_the_plain_form_and_may_be_empty() -> None:
    form = Identified({"doi": "https://doi.org/10.1000/182", "orcid": "", "nva": "2525925"})
    assert form.is_valid()
    assert form.cleaned_data == {"doi": "10.1000/182", "orcid": "", "nva": "2525925"}


def test_fields_say_how_to_mend_what_is_wrong() -> None:
    form = Identified({"doi": "nine", "orcid": "0000-0002-1825-0098", "nva": "x"})
    assert not form.is_valid()
    assert set(form.errors) == {"doi", "orcid", "nva"}
