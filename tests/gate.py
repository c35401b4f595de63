"""A proxy in front of a store that asks for a password, is busy, or breaks off, as a test wants it."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_PASSED = ("accept", "content-type", "authorization")


@dataclass
class Gate:
    """What the proxy does and has seen.

    login      user and password of Basic authentication; open to all where empty
    answers    statuses to answer with before anything is passed on; 0 breaks the connection off
    seen       method and target of each request that was passed on
    held_from  how many writes are passed on before the next waits for the end of the test; None: all
    """

    target: str
    url: str = ""
    login: tuple[str, str] | None = None
    answers: list[int] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    held_from: int | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    holding: threading.Event = field(default_factory=threading.Event)

    @property
    def writes(self) -> list[tuple[str, str]]:
        """The requests that change something."""
        return [(method, path) for method, path in self.seen if _writes(method, path)]


def _writes(method: str, path: str) -> bool:
    return method in ("PUT", "DELETE") or (method == "POST" and ("update" in path or "statements" in path))


@contextmanager
def gate(target: str, **settings: Any) -> Iterator[Gate]:
    """A proxy to the base URL of a store."""
    parts = urlsplit(target)
    state = Gate(target, **settings)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if state.answers:
                status = state.answers.pop(0)
                if not status:
                    self.close_connection = True
                    self.connection.close()
                    return
                self._answer(status, {"Retry-After": "0", "Server": "gate"}, b"busy")
                return
            if state.login:
                pair = b64encode(":".join(state.login).encode()).decode()
                if self.headers.get("Authorization") != f"Basic {pair}":
                    self._answer(401, {"WWW-Authenticate": 'Basic realm="store"'}, b"")
                    return
            if (
                state.held_from is not None
                and _writes(self.command, self.path)
                and len(state.writes) >= state.held_from
            ):
                state.holding.set()
                state.ended.wait()
                self.close_connection = True
                return
            state.seen.append((self.command, self.path))
            upstream = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
            headers = {name: value for name, value in self.headers.items() if name.lower() in _PASSED}
            headers["Content-Length"] = str(len(body))
            upstream.request(self.command, self.path, body or None, headers)
            found = upstream.getresponse()
            data = found.read()
            kept = ("content-type", "server", "fuseki-request-id", "x-sparql-maxrows", "www-authenticate")
            self._answer(
                found.status, {name: value for name, value in found.getheaders() if name.lower() in kept}, data
            )
            upstream.close()

        def _answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815  the names that the server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = parts._replace(netloc=f"127.0.0.1:{server.server_port}").geturl()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.ended.set()
        server.shutdown()
        server.server_close()
