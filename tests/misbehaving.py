"""A server on loopback that answers whatever a test gives it, as stores should not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Misbehaving:
    """The server's address, the requests that came and their bodies, and what ends with the test."""

    url: str = ""
    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


#: Answers one request: the handler, and the state that says when the test ends.
Answer = Callable[[BaseHTTPRequestHandler, Misbehaving], None]


def answering(status: int, body: bytes = b"", **headers: str) -> Answer:
    """The same answer to every request; ``_`` in the name of a header stands for ``-``."""

    def answer(handler: BaseHTTPRequestHandler, _: Misbehaving) -> None:
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def misbehaving(answer: Answer) -> Iterator[Misbehaving]:
    """A server that gives this answer."""
    state = Misbehaving()
    # As Python begins; a test that runs the command line in this process has changed it, and a client that leaves would end it.
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            state.bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            state.seen.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
            try:
                answer(self, state)
            except (ConnectionError, TimeoutError):  # the client had enough
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815  the names that the server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/ds"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        state.ended.set()
        server.shutdown()
        server.server_close()
