"""A web server on loopback that answers as a test tells it to, well or badly, and remembers who asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

Route = bytes | Callable[["Handler"], None]
"""The whole answer as it goes on the wire, or what to do with the open connection."""


@dataclass(frozen=True)
class Seen:
    """One request as it came: header names in lower case."""

    path: str
    headers: dict[str, str]


def reply(status: int = 200, body: bytes = b"", /, reason: str = "-", **headers: str) -> bytes:
    """Write an answer; `content_type="text/html"` becomes Content-Type. Content-Length is added."""
    named = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class Handler(BaseHTTPRequestHandler):
    """One connection. Routes get it, to write to `wfile` and to wait by `pause`."""

    protocol_version = "HTTP/1.1"
    server: "LoopbackServer"

    def do_GET(self) -> None:
        self.server.seen.append(Seen(self.path, {name.lower(): value for name, value in self.headers.items()}))
        try:
            route = self.server.routes.get(self.path.partition("?")[0], reply(404))
            if isinstance(route, bytes):
                self.wfile.write(route)
            else:
                route(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def pause(self, seconds: float) -> bool:
        """Wait; False when the server ends meanwhile."""
        return not self.server.ending.wait(seconds)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class LoopbackServer(ThreadingHTTPServer):
    """`with LoopbackServer({"/feed": reply(200, b"…")}) as server:` then ask `server.url("/feed")`."""

    daemon_threads = True
    request_queue_size = 128  # the standard five would make the sixth of many clients wait for a second

    def __init__(self, routes: dict[str, Route] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Route] = routes or {}
        self.seen: list[Seen] = []
        self.at_once = self.most_at_once = 0
        self.ending = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        self.shutdown()
        self.server_close()

    def url(self, path: str = "/", host: str = "127.0.0.1", user: str = "") -> str:
        """The address of a path, under another name or with `user:password` if wanted."""
        return f"http://{user + '@' if user else ''}{host}:{self.server_port}{path}"

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count a request that takes its time. Left before the answer is written, the count is never too high."""
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._lock:
                self.at_once -= 1

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many tests are about."""


def drip(handler: Handler) -> None:
    """A byte now and then, for ever: no single read ever takes long."""
    with handler.server.busy():
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while handler.pause(0.05):
            handler.wfile.write(b"x")


def silence(handler: Handler) -> None:
    """No answer at all."""
    with handler.server.busy():
        handler.pause(60)
    handler.close_connection = True


def after(seconds: float, answer: bytes) -> Callable[[Handler], None]:
    """An answer that takes its time."""

    def route(handler: Handler) -> None:
        with handler.server.busy():
            going_on = handler.pause(seconds)
        if going_on:
            handler.wfile.write(answer)

    return route
