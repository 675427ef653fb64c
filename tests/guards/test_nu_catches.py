"""The HTML checker finds what is wrong, page by page, and lets newer HTML be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guards.nu import html_faults
from tests.guards.planted import html


def test_a_fault_is_named_with_its_address(tmp_path: Path) -> None:
    faults = html_faults(
        {
            "/": html("<p>Riktig</p>"),
            "/galt/": html("<p><div>Galt</div></p>"),
            "/dobbelt/": html("<b id='a'></b><b id='a'></b>"),
        },
        tmp_path,
    )
    assert {fault.partition(",")[0] for fault in faults} == {"/galt/", "/dobbelt/"}
    assert any("Duplicate ID “a”" in fault for fault in faults)


def test_html_newer_than_the_checker_is_no_fault(tmp_path: Path) -> None:
    newer = "<search><p inert>x</p></search><details name='a'><summary>x</summary></details>"
    popover = "<button type='button' popovertarget='p'>x</button><div id='p' popover>x</div>"
    assert html_faults({"/": html(newer + popover)}, tmp_path) == []


def test_without_java_the_suite_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="apt-get install default-jre-headless"):
        html_faults({"/": html("")}, tmp_path)
