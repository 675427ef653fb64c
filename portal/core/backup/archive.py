"""The tar file itself, written and read in pieces, so that memory stays the same however large it is.

Written here and not with `tarfile`, which must know a member's size before its content; read here, since a
file that was tampered with may hold links, names and sizes that a general reader follows.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from portal.core.backup.failure import BackupError

BLOCK = tarfile.BLOCKSIZE
CHUNK = 1 << 20
END = bytes(2 * BLOCK)
MANIFEST = "manifest.json"
SUM = "manifest.sha256"
NAME = re.compile(r"(tables|uploads)/\d{6,9}|manifest\.(json|sha256)")


class Body:
    """What is written into one member: counted and summed on its way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sum = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._sum.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


@contextmanager
def writing_member(file: BinaryIO, name: str) -> Iterator[Body]:
    """Append a member; its header is filled in when the size is known."""
    start = file.tell()
    file.write(bytes(BLOCK))
    body = Body(file)
    yield body
    file.write(bytes(-body.size % BLOCK))
    end = file.tell()
    header = tarfile.TarInfo(name)
    header.size, header.mode = body.size, 0o600
    file.seek(start)
    file.write(header.tobuf(tarfile.GNU_FORMAT))
    file.seek(end)


def finish(file: BinaryIO) -> None:
    file.write(END)


@dataclass(frozen=True)
class Member:
    """Where in the file a member's content stands."""

    name: str
    offset: int
    size: int


def read_members(file: BinaryIO, file_size: int) -> list[Member]:
    """All members in their order. Raises BackupError for anything `writing_member` would not have written."""
    members: list[Member] = []
    place = 0
    while True:
        file.seek(place)
        block = file.read(BLOCK)
        if block == bytes(BLOCK):
            break
        member = _read_header(block, place)
        place = member.offset + member.size + -member.size % BLOCK
        if place > file_size - len(END):
            raise cut_short()
        members.append(member)
    if file_size != place + len(END) or file.read(BLOCK) != bytes(BLOCK):
        raise BackupError("The file goes on after its end, or stops before it: it is not as it was made.")
    return members


def _read_header(block: bytes, place: int) -> Member:
    if len(block) < BLOCK:
        raise cut_short()
    try:
        header = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, ValueError):
        raise BackupError("This is not a backup of the portal, or it is damaged.") from None
    if header.type != tarfile.REGTYPE or not NAME.fullmatch(header.name) or header.size < 0:
        raise BackupError(f"The file holds “{header.name[:80]}”, which no backup of the portal does.")
    return Member(header.name, place + BLOCK, header.size)


def read_content(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """The content of a member, a piece at a time. Raises BackupError when the file stops before its end."""
    file.seek(member.offset)
    left = member.size
    while left:
        piece = file.read(min(CHUNK, left))
        if not piece:
            raise cut_short()
        left -= len(piece)
        yield piece


def cut_short() -> BackupError:
    return BackupError("The file is cut short: it was not copied whole. Take another copy of it.")
