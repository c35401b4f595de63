"""HTTP to one server: a connection that is kept, credentials, and patience with a store that is busy.

Every request that is sent through here can be sent twice with the same effect, so what fails on the way is sent again,
after pauses that grow and end. An answer that is too long, or takes too long over all, is an error. Proxies of the environment are not used and cookies are not kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import responses
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import httpx

from zhoubao.errors import StoreError
from zhoubao.exchange.endpoint.credentials import Credentials, without_secrets
from zhoubao.exchange.endpoint.http_auth import StoreAuth
from zhoubao.exchange.endpoint.http_limits import LIMITS, BoundedTransport, Deadline, Limits
from zhoubao.version import __version__

__all__ = ["PAUSES", "HttpClient", "HttpResponse", "redirected"]

#: Seconds to wait before each further try.
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)
_LONGEST_PAUSE = 30.0
_CONNECT = 60.0  # seconds
_SILENCE = 300.0  # seconds between two pieces of an answer
_BUSY = frozenset({429, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer with its headers' names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def redirects(self) -> bool:
        """Whether this is no answer but points to another address."""
        return self.status in _REDIRECTS and "location" in self.headers

    def reason(self) -> str:
        """The first words of the answer on one line, else the name of its status."""
        words = _printable(" ".join(self.body[:4000].decode("utf-8", "replace").split()))[:_SHOWN]
        return words or responses.get(self.status, "")


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
        limits: Limits = LIMITS,
    ) -> None:
        self.base = base
        self._seconds = limits.seconds
        self._transport = BoundedTransport(base, limits.size)
        self._parts = urlsplit(base)
        self._pauses = tuple(pauses)
        self._sleep = sleep
        self._reached = False
        self._client = httpx.Client(
            auth=StoreAuth(credentials, scheme),
            headers={"User-Agent": f"zhoubao/{__version__}", "Accept-Encoding": "identity"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            transport=self._transport,
            timeout=httpx.Timeout(_SILENCE, connect=_CONNECT),
            trust_env=False,
            follow_redirects=False,
        )

    def send(
        self, method: str, path: str, *, body: bytes = b"", kind: str = "", accept: str = "*/*", query: str = ""
    ) -> HttpResponse:
        """Send a request to a path below the base, again where that helps, and return the answer, whatever its status.

        Errors here are 401 and 403, E-REMOTE-DENIED, and a redirect, E-REMOTE-REDIRECT: none is followed.
        """
        target = (self._parts.path.rstrip("/") + path or "/") + (f"?{query}" if query else "")
        headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
        for pause in (*self._pauses, None):
            try:
                answer = self._once(method, target, body, headers)
            except httpx.TransportError as error:
                if not self._reached:
                    raise StoreError("E-REMOTE-UNREACHABLE", self.base, reason=_cause(error)) from error
                if pause is None:
                    raise StoreError("E-REMOTE-LOST", self.base, reason=_cause(error)) from error
                self._sleep(pause)
                continue
            if answer.status in (401, 403):
                raise StoreError("E-REMOTE-DENIED", self.base, status=answer.status)
            if answer.redirects:
                raise redirected(self.base, answer)
            if answer.status not in _BUSY:
                return answer
            if pause is None:
                raise StoreError("E-REMOTE-BUSY", self.base, status=answer.status, reason=answer.reason())
            self._sleep(_asked_pause(answer.headers.get("retry-after", ""), pause))
        raise AssertionError("the last try returns or raises")

    def peek(self) -> HttpResponse:
        """What the base itself answers, whatever it is."""
        target = self._parts.path or "/"
        for candidate in (target, f"{target}?query=ASK%7B%7D"):
            try:
                answer = self._once("GET", candidate, b"", {"Accept": "*/*"})
            except httpx.TransportError as error:
                raise StoreError("E-REMOTE-UNREACHABLE", self.base, reason=_cause(error)) from error
            if {"fuseki-request-id", "server"} & answer.headers.keys():
                return answer
        return answer

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _once(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> HttpResponse:
        """One try, or two where the store answers with a challenge."""
        url = f"{self._parts.scheme}://{self._parts.netloc}{target}"
        with Deadline(self._seconds, self._transport) as deadline:
            try:
                response = self._client.request(method, url, content=body, headers=dict(headers))
            except httpx.TransportError:
                if not deadline.passed:
                    raise
            if deadline.passed:  # where an answer ends with its connection, one that was cut off looks whole
                raise StoreError("E-REMOTE-SLOW", self.base, limit=f"{self._seconds:g}")
        self._reached = True
        return HttpResponse(response.status_code, dict(response.headers), response.content)


def redirected(base: str, answer: HttpResponse) -> StoreError:
    """The error for a store that redirects; the address is shown without secrets, query and control characters."""
    try:
        parts = urlsplit(without_secrets(urljoin(base, answer.headers["location"])))
        target = _printable(parts._replace(query="", fragment="").geturl())[:_SHOWN]
    except ValueError:
        target = "?"
    return StoreError("E-REMOTE-REDIRECT", base, status=answer.status, target=target)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _asked_pause(retry_after: str, pause: float) -> float:
    """What the store asks for, in seconds; a date or nothing leaves it at our own pause."""
    return min(float(retry_after), _LONGEST_PAUSE) if retry_after.isdigit() else pause


def _cause(error: BaseException) -> str:
    """What went wrong, in the words of the system where it has any."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
        cause = cause.__cause__ or cause.__context__
    return str(error) or type(error).__name__
