"""Walks through pages with the keyboard alone, as somebody does who cannot use a mouse."""

from __future__ import annotations

import re
from typing import Self

from playwright.sync_api import Page, expect

MOST_STOPS = 150

# Name and look of the element that has focus. To tell whether focus shows, its look is compared with its look
# (and that of its parts and of what surrounds it) without focus, since a ring may be drawn on any of them.
# What moves or fades on the way is taken where it ends.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const settle = () => {
    for (let round = 0; round < 5; round++) {
      element.getBoundingClientRect();
      for (const animation of document.getAnimations()) {
        try { animation.finish(); } catch { animation.cancel(); }
      }
    }
  };
  const text = (owner) => {
    const copy = owner.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
    return copy.textContent;
  };
  const named = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean)
    .map((id) => document.getElementById(id)).filter(Boolean);
  const name = element.getAttribute("aria-label") || named.map(text).join(" ")
    || [...(element.labels ?? [])].map(text).join(" ") || text(element)
    || element.getAttribute("title") || "";
  const around = [element, element.parentElement, ...element.querySelectorAll("*")];
  const look = () => {
    settle();
    return around.filter(Boolean).slice(0, 12).map((each) => {
      const style = getComputedStyle(each);
      const {outlineStyle, outlineWidth, outlineColor} = style;
      const ring = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
      const {boxShadow, backgroundColor, borderColor, textDecoration} = style;
      const drawn = [style.stroke, style.strokeWidth, style.fill];
      return [ring, boxShadow, backgroundColor, borderColor, textDecoration, ...drawn].join("|");
    }).join("/");
  };
  const focused = look();
  const box = element.getBoundingClientRect();
  element.blur();
  const blurred = look();
  element.focus({preventScroll: true});
  return {
    name: name.replace(/\\s+/g, " ").trim(),
    address: element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? "",
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

    def tab_to(self, name: str = "", *, address: str = "") -> Self:
        """Press Tab until focus is on what is called so, or leads to an address that begins so.

        A name may be given by its beginning. Fails with the way taken.
        """
        passed: list[str] = []
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
            if name and focused["name"].casefold().startswith(name.casefold()):
                return self
            if address and focused["address"].startswith(address):
                return self
        raise AssertionError(f"Tab never comes to “{name or address}”. It stops at: {' · '.join(passed)}")

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

    def sees_target(self) -> Self:
        """What the address points at with # is inside the window."""
        expect(self.page.locator(":target")).to_be_in_viewport()
        return self

    def is_at(self, path: str) -> Self:
        """`path` may be a pattern; the host does not matter."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{path}$"))
        return self
