"""The mail server of the bench, in a process of its own: says its port, and ends when its input does."""

from __future__ import annotations

import sys

from tests.bench.voice import say
from tests.core.smtp_sink import SmtpSink


def main() -> None:
    with SmtpSink() as sink:
        say(str(sink.port))
        sys.stdin.read()


if __name__ == "__main__":
    main()
