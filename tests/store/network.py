"""Names and wires for tests of the network: every address leads to loopback, and what was dialled is kept."""

import ssl
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import httpcore2

from store.fetch_guard import connect_to
from store.fetch_net import Limits

SMALL = Limits(total=10, read=8, connect=4, max_bytes=1024 * 1024)
PUBLIC = "93.184.215.14"


class Names:
    """A name look-up that reads from a table and counts; a name may answer differently each time."""

    def __init__(self, table: Mapping[str, Sequence[list[str]]] | None = None) -> None:
        self.table = {name: list(answers) for name, answers in (table or {}).items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self.table.get(host)
        if not answers:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Wire:
    """Connects every address to the same port on loopback, and claims to be connected to that address."""

    def __init__(self) -> None:
        self.dialled: list[str] = []

    async def __call__(self, address: str, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        self.dialled.append(address)
        return _Posing(await connect_to("127.0.0.1", port, timeout), address)


class _Posing(httpcore2.AsyncNetworkStream):
    def __init__(self, stream: httpcore2.AsyncNetworkStream, address: str) -> None:
        self._stream = stream
        self._address = address

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        return _Posing(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._address)

    def get_extra_info(self, info: str) -> Any:
        return (self._address, 80) if info == "server_addr" else self._stream.get_extra_info(info)


def words(parts: Iterable[object]) -> str:
    """Everything there is to read in some values, to search it for what must not be there."""
    return " ".join(f"{part} {part!r}" for part in parts)
