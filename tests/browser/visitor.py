"""Someone before the screen: a browser context, what it complains about, and the pages within their reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.guards.crawl import Answer, Crawl, crawl

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"
VISITOR = "visitor"
LISTEN = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.policyViolations.push(`${event.effectiveDirective} refused ${event.blockedURI || "inline"}`);
});
"""


class Visitor:
    """One person's browser. `complaints` are the browser's own: errors in the console, scripts that fail."""

    def __init__(self, name: str, context: BrowserContext, address: str) -> None:
        self.name = name
        self.address = address
        self.context = context
        self.complaints: list[str] = []
        # An init script is not subject to the page's policy, so the policy stays as served.
        context.add_init_script(LISTEN)
        context.add_init_script(path=AXE)
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"a script fails: {error}"))

    def open(self, path: str) -> Page:
        self.complaints.clear()
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def heard(self) -> list[str]:
        """What the browser has complained about on the page that is open, policy violations included."""
        violations: list[str] = self.page.evaluate("window.policyViolations ?? []")
        return [*self.complaints, *(f"the content security policy: {each}" for each in violations)]

    def crawl(self, language: str, starts: list[str]) -> Crawl:
        return crawl(self._fetch, starts, visitor=self.name, language=language, origin=self.address)

    def become(self, persona: str) -> None:
        """Sign in as one of the demo's example people."""
        sign_in = f"{self.address}/logg-inn/"
        form = self.context.request.get(sign_in).text()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        assert token, "The sign-in page has no form with a token."
        answer = self.context.request.post(
            f"{sign_in}persona/",
            form={"csrfmiddlewaretoken": token[1], "persona": persona},
            headers={"Referer": sign_in},
            max_redirects=0,
        )
        assert answer.status == 302, f"Signing in as {persona} answers {answer.status}."

    def personas(self) -> list[str]:
        """The example people the sign-in page offers."""
        form = self.context.request.get(f"{self.address}/logg-inn/").text()
        found = re.findall(r'name="persona"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="persona"', form)
        assert found, "The sign-in page offers no example people."
        return list(dict.fromkeys(one or other for one, other in found))

    def _fetch(self, path: str) -> Answer:
        response = self.context.request.get(self.address + path, max_redirects=0)
        return Answer(response.status, dict(response.headers), response.body())

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 404 says so in the console; that is the page's own status, not a fault of it.
        is_own_status = (
            message.location.get("url") == self.page.url and "the server responded" in message.text
        )
        if message.type == "error" and not is_own_status:
            self.complaints.append(f"the console: {message.text}")


@contextmanager
def visiting(
    browser: Browser, address: str, persona: str = VISITOR, *, scripts: bool = True
) -> Iterator[Visitor]:
    """A visitor with empty cookies, signed in as the persona if one is given. Movement is reduced."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
        locale="nb-NO",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(15_000)
    try:
        visitor = Visitor(persona, context, address)
        if persona != VISITOR:
            visitor.become(persona)
        yield visitor
    finally:
        context.close()
