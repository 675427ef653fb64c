"""The HTML checker finds what is wrong, page by page, and lets newer HTML be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards.nu import NEWER_THAN_THE_CHECKER, html_faults
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


NEWER = html(
    "<search>x</search><p inert>x</p><details name='a'><summary>x</summary></details>"
    "<button type='button' popovertarget='p'>x</button><div id='p' popover>x</div>"
    "<button type='button' commandfor='p' command='show-popover'>x</button>"
    "<img src='a.png' alt='' fetchpriority='high'><svg role='group' aria-label='x'></svg>",
    head="<meta name='theme-color' content='#fff' media='(prefers-color-scheme: dark)'>",
)


def test_html_newer_than_the_checker_is_no_fault(tmp_path: Path) -> None:
    assert html_faults({"/": NEWER}, tmp_path) == []


def test_every_exception_is_still_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception for what the checker no longer stumbles over is to be taken away."""
    exceptions = dict(NEWER_THAN_THE_CHECKER)
    monkeypatch.setattr("tests.guards.nu.NEWER_THAN_THE_CHECKER", {})
    faults = html_faults({"/": NEWER}, tmp_path)
    assert [known for known in exceptions if not any(re.search(known, fault) for fault in faults)] == []


def test_without_java_the_suite_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="apt-get install default-jre-headless"):
        html_faults({"/": html("")}, tmp_path)
