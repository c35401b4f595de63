"""How credentials are shown to a store: a bearer token, Basic unasked, Digest where the store asks for it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Generator

import httpx

from zhoubao.exchange.endpoint.credentials import Credentials

__all__ = ["StoreAuth"]


class StoreAuth(httpx.Auth):
    """The credentials of one store; a challenge for a Digest is remembered for each path."""

    def __init__(self, credentials: Credentials, scheme: str) -> None:
        """Take the scheme in which user and password are shown unasked: basic, or digest for not at all."""
        self._credentials = credentials
        self._scheme = scheme
        self._digests: dict[str, httpx.DigestAuth] = {}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request, and once more where the store answers with a challenge."""
        shown = self._credentials
        if shown.token:
            request.headers["Authorization"] = f"Bearer {shown.token}"
            yield request
        elif not shown.user:
            yield request
        elif self._scheme == "digest" or request.url.path in self._digests:
            yield from self._digest(request.url.path).auth_flow(request)
        else:
            yield from self._basic(request)

    def _basic(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        pair = b64encode(f"{self._credentials.user}:{self._credentials.password}".encode()).decode()
        request.headers["Authorization"] = f"Basic {pair}"
        response = yield request
        offered = response.headers.get("www-authenticate", "").lower()
        if response.status_code == 401 and offered.startswith("digest"):
            del request.headers["Authorization"]
            yield from self._digest(request.url.path).auth_flow(request)

    def _digest(self, path: str) -> httpx.DigestAuth:
        if path not in self._digests:
            self._digests[path] = httpx.DigestAuth(self._credentials.user, self._credentials.password)
        return self._digests[path]
