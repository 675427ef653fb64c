"""Walks through pages with the keyboard alone, as somebody does who cannot use a mouse."""

from __future__ import annotations

import re
from typing import Self

from playwright.sync_api import Page, expect

MOST_STOPS = 150

# Name and look of the element that has focus. To tell whether focus shows, its look is compared with its look
# (and that of its parts and of what surrounds it) without focus, since a ring may be drawn on any of them.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const labels = [...(element.labels ?? [])].map((label) => label.textContent);
  const owners = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent ?? "");
  const name = element.getAttribute("aria-label") || owners.join(" ") || labels.join(" ")
    || element.innerText || element.textContent || element.getAttribute("title") || element.value || "";
  const around = [element, element.parentElement, ...element.querySelectorAll("*")];
  const near = around.filter(Boolean).slice(0, 12);
  const look = () => near.map((each) => {
    const style = getComputedStyle(each);
    const {outlineStyle, outlineWidth, outlineColor} = style;
    const ring = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    const {boxShadow, backgroundColor, borderColor, textDecoration} = style;
    const {stroke, strokeWidth, fill, filter} = style;
    return [
      ring, boxShadow, backgroundColor, borderColor, textDecoration, stroke, strokeWidth, fill, filter,
    ].join("|");
  }).join("/");
  const focused = look();
  element.blur();
  const blurred = look();
  element.focus({preventScroll: true});
  const box = element.getBoundingClientRect();
  return {
    name: name.replace(/\\s+/g, " ").trim(),
    tag: element.localName,
    shows: focused !== blurred,
    inView: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}
"""


class Journey:
    """`Journey(page).tab_to("Boats").press("Enter").sees("Boats at sea")`.

    Every stop on the way must show that it has focus, inside the window.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, name: str) -> Self:
        """Press Tab until what has focus is called so, or begins so. Fails with the way taken."""
        passed: list[str] = []
        wanted = name.casefold()
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            if focused is None:
                if passed:
                    break
                continue
            assert focused["shows"], f"Nobody can see that “{focused['name']}” has focus."
            assert focused["inView"], f"“{focused['name']}” has focus outside the window."
            passed.append(focused["name"])
            if focused["name"].casefold().startswith(wanted):
                return self
        raise AssertionError(f"Tab never comes to “{name}”. It stops at: {' · '.join(passed)}")

    def press(self, key: str) -> Self:
        self.page.keyboard.press(key)
        self.page.wait_for_load_state("load")
        return self

    def type(self, text: str) -> Self:
        self.page.keyboard.type(text)
        return self

    def sees(self, text: str) -> Self:
        expect(self.page.get_by_text(text).first).to_be_visible()
        return self

    def is_at(self, path: str) -> Self:
        """`path` may be a pattern; the host does not matter."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{path}$"))
        return self
