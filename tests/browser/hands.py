"""Three ways through a form: with the keyboard alone, with scripts turned off, and with a mouse."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date

from tests.browser.accessible import inspect
from tests.browser.journey import MOST_STOPS, Journey
from tests.browser.test_running_the_wheel import order_of_days
from tests.browser.visitor import Visitor

IS_CALLED = "document.activeElement.textContent.includes('%s')"


class Hands(ABC):
    """Somebody at a page. `faults` are what is wrong with the pages they have been on."""

    scripts: bool

    def __init__(self, visitor: Visitor, faults: list[str]) -> None:
        self.visitor, self.page, self.faults = visitor, visitor.page, faults

    def open(self, path: str) -> None:
        self.visitor.open(path)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.visitor.address)

    @abstractmethod
    def follow(self, address: str) -> None:
        """The first link of the page whose address begins so."""

    @abstractmethod
    def write(self, name: str, text: str) -> None:
        """In the field of that name, in place of what stood there."""

    @abstractmethod
    def choose_day(self, name: str, day: date) -> None: ...

    @abstractmethod
    def choose(self, name: str, value: str) -> None:
        """In the list of that name."""

    @abstractmethod
    def tick(self, name: str) -> None:
        """The first box of that name."""

    @abstractmethod
    def pick(self, name: str, value: str) -> None:
        """One of several, of which one is chosen."""

    @abstractmethod
    def unfold(self, words: str) -> None:
        """What is folded under a heading with these words."""

    @abstractmethod
    def press(self, button: str) -> None:
        """The first button that is such, by selector, and on to the page it leads to."""

    def send(self) -> None:
        """The first button of the page's form."""
        self.press("main form.uk-form button")


def look(hands: Hands) -> None:
    """Note what is wrong with the page."""
    found = (*inspect(hands.page), *hands.visitor.heard())
    hands.faults += [f"{hands.path}: {fault}" for fault in found]


class OnKeys(Hands):
    """Fields and links must be met in the order of the page."""

    scripts = True

    def __init__(self, visitor: Visitor, faults: list[str]) -> None:
        super().__init__(visitor, faults)
        self.order_of_days = order_of_days(self.page)

    def follow(self, address: str) -> None:
        Journey(self.page).tab_to(address=address).press("Enter")
        self._look()

    def write(self, name: str, text: str) -> None:
        self._tab_until(f"document.activeElement.name === '{name}'")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose_day(self, name: str, day: date) -> None:
        self._tab_until(f"document.activeElement.name === '{name}'")
        self.page.keyboard.type(day.strftime(self.order_of_days))

    def choose(self, name: str, value: str) -> None:
        self._tab_until(f"document.activeElement.name === '{name}'")
        chosen = self.page.locator(f"main [name={name}]")
        for _ in range(chosen.locator("option").count()):
            if chosen.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert chosen.input_value() == value, f"The arrows never come to {value}, at {self.path}."

    def tick(self, name: str) -> None:
        self._tab_until(f"document.activeElement.name === '{name}'")
        self.page.keyboard.press("Space")

    def pick(self, name: str, value: str) -> None:
        self._tab_until(f"document.activeElement.name === '{name}'")
        choices = self.page.locator(f"main [name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(choices.count()):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows never come to {value}, at {self.path}.")

    def unfold(self, words: str) -> None:
        there = f"document.activeElement.matches('summary, u-summary') && {IS_CALLED % words}"
        self._tab_until(there)
        self.page.keyboard.press("Enter")

    def press(self, button: str) -> None:
        self._tab_until(f"document.activeElement.matches(`{button}`)")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look()

    def _tab_until(self, there: str) -> None:
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(there):
                return
        raise AssertionError(f"Tab never comes to where {there}, at {self.path}.")

    def _look(self) -> None:
        look(self)


class WithoutScripts(Hands):
    scripts = False

    def follow(self, address: str) -> None:
        self.page.locator(f'main a[href^="{address}"]').first.click()

    def write(self, name: str, text: str) -> None:
        self.page.locator(f"main [name={name}]").fill(text)

    def choose_day(self, name: str, day: date) -> None:
        self.page.locator(f"main [name={name}]").fill(day.isoformat())

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"main [name={name}]").select_option(value)

    def tick(self, name: str) -> None:
        self.page.locator(f"main [name={name}]").first.check()

    def pick(self, name: str, value: str) -> None:
        self.page.locator(f'main [name={name}][value="{value}"]').check()

    def unfold(self, words: str) -> None:
        self.page.locator("main summary", has_text=words).first.click()

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(button).first.click()


class OnAMouse(WithoutScripts):
    """The same with scripts, and a look at each page on the way."""

    scripts = True

    def follow(self, address: str) -> None:
        super().follow(address)
        self._look()

    def press(self, button: str) -> None:
        super().press(button)
        self._look()

    def _look(self) -> None:
        look(self)
