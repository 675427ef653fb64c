"""A mail server in a process of its own that fails when told to, and keeps a journal of what it did.

Each line of its input is a `Fault`, which befalls the next mail. The journal has one line per event: what
happened and the Message-ID, or the code where the server knows no Message-ID yet.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import defaultdict, deque
from functools import partial
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.bench.voice import say
from tests.faults.script import Fault

HANGS_FOR = 4.0  # seconds: well over the client's patience
AWAY_FOR = 1.0
WAITS_FOR_KILL = 1.0  # under the client's patience
MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE | re.IGNORECASE)
REFUSALS = {
    Fault.RCPT_4XX: "451 4.3.0 Later",
    Fault.RCPT_5XX: "550 5.1.1 Nobody here",
    Fault.DATA_4XX: "452 4.3.1 Later",
    Fault.DATA_5XX: "554 5.6.0 Not that",
}
AT_RCPT = [Fault.RCPT_4XX, Fault.RCPT_5XX, Fault.HANGS_BEFORE, Fault.DROPS_BEFORE, Fault.SERVER_AWAY]
TAKEN = {None, Fault.TAKES_AND_DROPS, Fault.KILLED_AFTER_DATA}


class FaultySink:
    def __init__(self, journal: Path) -> None:
        self.journal = journal.open("ab", buffering=0)
        self.armed: dict[str, deque[Fault]] = defaultdict(deque)
        self.server: asyncio.Server | None = None
        self.port = 0

    async def listen(self) -> None:
        loop = asyncio.get_running_loop()
        new = partial(SMTP, self, hostname="sink.example.org", loop=loop)
        self.server = await loop.create_server(new, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    def arm(self, line: str) -> None:
        fault = Fault(line)
        self.armed["rcpt" if fault in AT_RCPT else "data"].append(fault)

    def note(self, *words: str) -> None:
        self.journal.write(f"{' '.join(words)}\n".encode())

    async def handle_RCPT(  # noqa: N802  (the name aiosmtpd looks for)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[Any]
    ) -> str:
        fault = self.armed["rcpt"].popleft() if self.armed["rcpt"] else None
        if fault in REFUSALS:
            self.note("refused", REFUSALS[fault][:9], "-")
            return REFUSALS[fault]
        if fault:
            await self.fail(server, fault)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        found = MESSAGE_ID.search(envelope.content)
        message_id = found.group(1).decode() if found else "none"
        fault = self.armed["data"].popleft() if self.armed["data"] else None
        if fault in REFUSALS:
            self.note("refused", REFUSALS[fault][:9], message_id)
            return REFUSALS[fault]
        if fault in TAKEN:
            self.note("taken", message_id)
        if fault == Fault.KILLED_AFTER_DATA:
            self.note("kill", message_id)
            await asyncio.sleep(WAITS_FOR_KILL)
        elif fault:
            self.note("unheard", message_id)
            await self.fail(server, fault)
        return "250 2.0.0 OK"

    async def fail(self, server: SMTP, fault: Fault) -> None:
        if fault in {Fault.HANGS_BEFORE, Fault.HANGS_AFTER}:
            await asyncio.sleep(HANGS_FOR)
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
        if fault == Fault.SERVER_AWAY and self.server:
            self.server.close()
            self.server = None
            asyncio.get_running_loop().call_later(AWAY_FOR, lambda: asyncio.ensure_future(self.listen()))


async def serve(journal: Path) -> None:
    sink = FaultySink(journal)
    await sink.listen()
    say(str(sink.port))
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        sink.arm(line.decode().strip())


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
