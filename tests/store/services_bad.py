"""How a service answers badly: what goes on the wire instead of the good answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.server import Handler, reply


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """A JSON value with every part of it changed, the innermost first."""
    if isinstance(value, dict):
        value = {name: change(changed(one, change)) for name, one in value.items()}
    elif isinstance(value, list):
        value = [change(changed(one, change)) for one in value]
    return value


def _sent(status: int, body: bytes = b"", **headers: str) -> Callable[[Handler, bytes], None]:
    return lambda handler, good: _write(handler, reply(status, body, **headers))


def _write(handler: Handler, answer: bytes) -> None:
    handler.wfile.write(answer)


def _with(change: Callable[[Any], Any]) -> Callable[[Handler, bytes], None]:
    return lambda handler, good: _write(handler, reply(200, json.dumps(changed(json.loads(good), change)).encode()))


def _broken_off(handler: Handler, good: bytes) -> None:
    handler.wfile.write(reply(200, good)[: -len(good) // 2])
    handler.close_connection = True


def _huge(handler: Handler, good: bytes) -> None:
    """Fifty megabytes whose length nobody says beforehand."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    handler.close_connection = True
    for _ in range(800):
        handler.wfile.write(b" " * 65_536)


def _nulls(value: Any) -> Any:
    return {**value, "date-parts": [[None]]} if isinstance(value, dict) and "date-parts" in value else value


BAD: Mapping[str, Callable[[Handler, bytes], None]] = {
    "forbidden": _sent(403), "missing": _sent(404, b"Resource not found."), "nothing": _sent(204),
    "unprocessable": _sent(422, b"{}"), "failing": _sent(500), "busy": _sent(429, Retry_After="7"),
    "busy for long": _sent(429, Retry_After="3600"), "page": _sent(200, b"<!DOCTYPE html><title>Sign in</title>"),
    "cut": lambda handler, good: _write(handler, reply(200, good[: len(good) // 2])),
    "empty": _sent(200, b""), "list": _sent(200, b"[]"), "no object": _sent(200, b"{}"),
    "no arrays": _with(lambda value: [] if isinstance(value, list) else value), "null dates": _with(_nulls),
    "limit": _sent(200, b'{"error":"API rate limit exceeded","api-key":"","count":"4","limit":"3"}'),
    "other work": lambda handler, good: _write(
        handler, reply(200, good.replace(b"10.5", b"10.6").replace(b'"3000', b'"4000').replace(b"ork.", b"ord."))
    ),
    "huge": _huge, "broken off": _broken_off,
    "private": _sent(302, Location="http://10.0.0.1/works"), "elsewhere": _sent(302, Location="http://localhost:9/x"),
}  # fmt: skip
"""Bad answers by name; each gets the open connection and the good answer."""
