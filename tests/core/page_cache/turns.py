"""Lets several threads do their steps in every order there is, one at a time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from random import Random

from django.db import connection

Deed = Callable[[], None]
WITHIN = 30  # seconds for one step


class Actor(threading.Thread):
    """Does deeds one after the other; stops in each at the steps until it is its turn."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.deeds: queue.SimpleQueue[Deed | None] = queue.SimpleQueue()
        self.busy = self.let_go = False
        self.failure: BaseException | None = None
        self._go, self._stopped = threading.Semaphore(0), threading.Semaphore(0)

    def run(self) -> None:
        while (deed := self.deeds.get()) is not None:
            self.stop_at_step()
            try:
                deed()
            except BaseException as error:  # noqa: BLE001  (told by the thread that leads)
                self.failure = error
            self.busy = False
            self._stopped.release()
        connection.close()

    def begin(self, deed: Deed) -> None:
        self.busy = True
        self.deeds.put(deed)
        self._wait()

    def step(self) -> None:
        """Up to the next step, or to the end of the deed."""
        self._go.release()
        self._wait()

    def stop_at_step(self) -> None:
        if not self.let_go:
            self._stopped.release()
            self._go.acquire()

    def end(self) -> None:
        """Let it go through what it may still have to do, and end."""
        self.let_go = True
        self._go.release()
        self.deeds.put(None)
        self.join(WITHIN)

    def _wait(self) -> None:
        assert self._stopped.acquire(timeout=WITHIN), "An actor waits for another, so there is no order."
        if self.failure:
            raise self.failure


def stop_at_step() -> None:
    """Called before each step; those who are no actors pass."""
    actor = threading.current_thread()
    if isinstance(actor, Actor):
        actor.stop_at_step()


def play(actors: Sequence[Actor], deeds: Sequence[Deed], choose: Callable[[int], int]) -> None:
    """Do the deeds, at each step going on with the actor `choose` takes of those that are not done."""
    for actor, deed in zip(actors, deeds, strict=True):
        actor.begin(deed)
    while waiting := [actor for actor in actors if actor.busy]:
        waiting[choose(len(waiting))].step()


def every_order() -> Iterator[Callable[[int], int]]:
    """A chooser for each order, until all have been; a play must take the same steps in the same order."""
    path: list[list[int]] = []
    while True:
        place = iter(range(10_000))

        def choose(width: int, place: Iterator[int] = place) -> int:
            at = next(place)
            if at == len(path):
                path.append([0, width])
            assert path[at][1] == width
            return path[at][0]

        yield choose
        while path and path[-1][0] + 1 == path[-1][1]:
            path.pop()
        if not path:
            return
        path[-1][0] += 1


def random_orders(number: int, seed: int) -> Iterator[Callable[[int], int]]:
    """Orders in which an actor mostly takes some steps before another does: those that find most."""
    dice = Random(seed)
    for _ in range(number):
        last = 0

        def choose(width: int) -> int:
            nonlocal last
            if dice.random() < 1 / 3 or last >= width:
                last = dice.randrange(width)
            return last

        yield choose
