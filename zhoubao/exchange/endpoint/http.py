"""HTTP to one server: a connection that is kept, credentials, and patience with a store that is busy.

Every request that is sent through here can be sent twice with the same effect, so what fails on the way is sent again,
after pauses that grow and end.
"""

from __future__ import annotations

import http.client
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, parse_http_list
from urllib.request import parse_keqv_list as parse_pairs

from zhoubao.errors import StoreError
from zhoubao.exchange.endpoint.credentials import Credentials
from zhoubao.version import __version__

__all__ = ["PAUSES", "HttpClient", "HttpResponse"]

#: Seconds to wait before each further try.
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)
_LONGEST_PAUSE = 30.0
_TIMEOUT = 300.0
_BUSY = frozenset({429, 502, 503, 504})
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer with its headers' names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def reason(self) -> str:
        """The first words of what the store says, on one line."""
        return " ".join(self.body[:4000].decode("utf-8", "replace").split())[:_SHOWN] or http.client.responses.get(
            self.status, ""
        )


class HttpClient:
    """Requests to one server. What goes wrong is a StoreError that names the server."""

    def __init__(
        self,
        base: str,
        credentials: Credentials,
        scheme: str,
        *,
        pauses: Sequence[float] = PAUSES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base = base
        self._parts = urlsplit(base)
        self._credentials = credentials
        self._scheme = scheme
        self._pauses = tuple(pauses)
        self._sleep = sleep
        self._connection: http.client.HTTPConnection | None = None
        self._reached = False
        self._challenges: dict[str, dict[str, str]] = {}
        self._digest = _digest_handler(credentials)

    def send(
        self, method: str, path: str, *, body: bytes = b"", kind: str = "", accept: str = "*/*", query: str = ""
    ) -> HttpResponse:
        """Send a request to a path below the base, again where that helps, and return the answer, whatever its status.

        Only 401 and 403 are errors here: E-REMOTE-DENIED.
        """
        target = (self._parts.path.rstrip("/") + path or "/") + (f"?{query}" if query else "")
        headers = {"Accept": accept, "User-Agent": f"zhoubao/{__version__}"}
        if kind:
            headers["Content-Type"] = kind
        for pause in (*self._pauses, None):
            try:
                answer = self._authenticated(method, target, body, headers)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if not self._reached:
                    raise StoreError("E-REMOTE-UNREACHABLE", self.base, reason=_words(error)) from error
                if pause is None:
                    raise StoreError("E-REMOTE-LOST", self.base, reason=_words(error)) from error
                self._sleep(pause)
                continue
            if answer.status in (401, 403):
                raise StoreError("E-REMOTE-DENIED", self.base, status=answer.status)
            if answer.status not in _BUSY:
                return answer
            if pause is None:
                raise StoreError("E-REMOTE-BUSY", self.base, status=answer.status, reason=answer.reason())
            self._sleep(_asked_pause(answer.headers.get("retry-after", ""), pause))
        raise AssertionError("the last try returns or raises")

    def peek(self) -> Mapping[str, str]:
        """The headers of what the base itself answers, whatever it is."""
        target = self._parts.path or "/"
        for candidate in (target, f"{target}?query=ASK%7B%7D"):
            try:
                headers = self._once("GET", candidate, b"", {"Accept": "*/*"}).headers
            except (OSError, http.client.HTTPException) as error:
                raise StoreError("E-REMOTE-UNREACHABLE", self.base, reason=_words(error)) from error
            if {"fuseki-request-id", "server"} & headers.keys():
                return headers
        return headers

    def close(self) -> None:
        """End the connection; the next request makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _authenticated(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> HttpResponse:
        """One try, or two where the store answers with a challenge for a Digest."""
        path = target.partition("?")[0]
        known = self._challenges.get(path)
        answer = self._once(method, target, body, {**headers, **self._authorization(method, target, known)})
        if answer.status == 401 and self._credentials.user:
            offered, _, rest = answer.headers.get("www-authenticate", "").partition(" ")
            if offered.lower() == "digest":
                challenge = parse_pairs(parse_http_list(rest))
                self._challenges[path] = challenge
                shown = self._authorization(method, target, challenge)
                return self._once(method, target, body, {**headers, **shown})
        return answer

    def _authorization(self, method: str, target: str, challenge: dict[str, str] | None) -> dict[str, str]:
        held = self._credentials
        if held.token:
            return {"Authorization": f"Bearer {held.token}"}
        if held.user and challenge is not None:
            request = Request(f"{self._parts.scheme}://{self._parts.netloc}{target}", method=method)
            return {"Authorization": f"Digest {self._digest.get_authorization(request, challenge)}"}
        if held.user and self._scheme != "digest":
            pair = b64encode(f"{held.user}:{held.password}".encode()).decode()
            return {"Authorization": f"Basic {pair}"}
        return {}

    def _once(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> HttpResponse:
        kept = self._connection is not None
        try:
            return self._exchange(method, target, body, headers)
        except (ConnectionError, http.client.HTTPException):
            # A store may end a connection that was idle; that says nothing of the store.
            self.close()
            if not kept:
                raise
            return self._exchange(method, target, body, headers)

    def _exchange(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> HttpResponse:
        if self._connection is None:
            self._connection = self._connect()
            self._connection.connect()
        connection = self._connection
        connection.request(method, target, body=body or None, headers={**headers, "Content-Length": str(len(body))})
        response = connection.getresponse()
        data = response.read()
        self._reached = True
        found = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close:
            self.close()
        return HttpResponse(response.status, found, data)

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=_TIMEOUT, context=ssl.create_default_context())
        return http.client.HTTPConnection(host, port, timeout=_TIMEOUT)


def _digest_handler(credentials: Credentials) -> AbstractDigestAuthHandler:
    passwords = HTTPPasswordMgrWithDefaultRealm()
    handler = AbstractDigestAuthHandler(passwords)

    def held(realm: str | None, uri: str) -> tuple[str | None, str | None]:
        return credentials.user, credentials.password

    passwords.find_user_password = held  # type: ignore[assignment, method-assign]
    return handler


def _asked_pause(retry_after: str, pause: float) -> float:
    """What the store asks for, in seconds; a date or nothing leaves it at our own pause."""
    return min(float(retry_after), _LONGEST_PAUSE) if retry_after.isdigit() else pause


def _words(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
