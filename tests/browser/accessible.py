"""Inspects the open page: axe-core, contrast, target size and overflow at every width, light and dark."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Page

WIDTHS = (768, 360, 320)
WIDE = 1280
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
RUN = """
async ([tags, rules]) => {
  const runOnly = rules ? {type: "rule", values: rules} : {type: "tag", values: tags};
  const options = {runOnly, resultTypes: ["violations"], iframes: false};
  if (!rules) options.rules = {"target-size": {enabled: true}};
  const {violations} = await axe.run(document, options);
  return violations.map(({id, help, nodes}) => ({
    id, help, nodes: nodes.map((node) => `${node.target.join(" ")} ${node.html}`.slice(0, 200)),
    why: nodes[0].any.concat(nodes[0].all, nodes[0].none).map((check) => check.message)[0] || "",
  }));
}
"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A change of scheme may fade in, and what inherits a colour fades after what gives it. What is measured is
# how it ends: nothing moves for three frames. An endless animation can't be finished, so it is stopped.
SETTLE = """
async () => {
  for (let still = 0; still < 3; still++) {
    await new Promise((done) => requestAnimationFrame(done));
    for (const animation of document.getAnimations()) {
      still = 0;
      try { animation.finish(); } catch { animation.cancel(); }
    }
  }
}
"""
OVERFLOW = """
() => {
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return "";
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > root.clientWidth + 0.5;
  });
  const last = wide.at(-1);
  const name = last ? `<${last.localName} class="${last.getAttribute("class") ?? ""}">` : "the page";
  return `${over} px too wide: ${name}`;
}
"""


def inspect(page: Page) -> list[str]:
    """All faults of the open page: everything once, wide and light; then what width and scheme change."""
    _widen(page, WIDE)
    _light(page, "light")
    faults = axe(page)
    for width in WIDTHS:
        _widen(page, width)
        faults += _at(f"{width} px", [*axe(page, "color-contrast", "target-size"), *overflow(page)])
    _light(page, "dark")
    for width in (WIDTHS[-1], WIDE):
        _widen(page, width)
        faults += _at(f"{width} px, dark", axe(page, "color-contrast"))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults


def inspect_fully(page: Page) -> list[str]:
    """All faults of the open page: everything at every width in both schemes."""
    faults = []
    for scheme in SCHEMES:
        _light(page, scheme)
        for width in (WIDE, *WIDTHS):
            _widen(page, width)
            faults += _at(f"{width} px, {scheme}", [*axe(page), *overflow(page)])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults


def axe(page: Page, *rules: str) -> list[str]:
    """Violations of WCAG 2.2 AA and of good practice, or of the rules named."""
    violations: list[dict[str, Any]] = page.evaluate(RUN, [TAGS, list(rules) or None])
    return [
        f"{violation['id']}: {violation['help']}. {violation['why']} At {node}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]


def overflow(page: Page) -> list[str]:
    """Sideways scrolling, with the innermost element that sticks out."""
    found: str = page.evaluate(OVERFLOW)
    return [f"overflow: {found}"] if found else []


def _widen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def _light(page: Page, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(SETTLE)


def _at(where: str, faults: list[str]) -> list[str]:
    return [f"{fault} ({where})" for fault in faults]
