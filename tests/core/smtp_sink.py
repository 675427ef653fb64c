"""A real SMTP server that keeps what it is given, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session


class SmtpSink:
    """`answers` is what a recipient gets instead of “250”; `on_data` runs when a mail has been taken in.

    `lost_at_rcpt` and `lost_after_data` name recipients at whom the connection breaks.
    """

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.lost_at_rcpt: set[str] = set()
        self.lost_after_data: set[str] = set()
        self.on_data: Callable[[], None] | None = None
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10), "The SMTP sink did not start."
        return self

    def __exit__(self, *_exit: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def recipients(self) -> Counter[str]:
        """How many mails each address got."""
        return Counter(str(message["To"]) for message in self.received)

    def _run(self) -> None:
        async def start() -> asyncio.Server:
            # With a name of its own: else each connection asks the name service for one.
            new = partial(SMTP, self, hostname="sink.example.org", loop=self._loop)
            return await self._loop.create_server(new, "127.0.0.1", 0)

        server = self._loop.run_until_complete(start())
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def handle_RCPT(  # noqa: N802  (the name aiosmtpd looks for)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[Any]
    ) -> str:
        if address in self.lost_at_rcpt:
            _break(server)
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 2.1.5 OK")

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(message_from_bytes(content, policy=policy.default))
        if self.on_data:
            await asyncio.to_thread(self.on_data)
        if self.lost_after_data.intersection(envelope.rcpt_tos):
            _break(server)
        return "250 2.0.0 OK"


def _break(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()
