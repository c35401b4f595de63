"""Bounds on what a server may answer: bytes, and seconds over all however slowly they come."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import httpcore
import httpx

from zhoubao.errors import StoreError, UsageError

__all__ = ["LIMITS", "BoundedTransport", "Deadline", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: seconds over all, and bytes."""

    seconds: float = 900.0
    size: int = 1024 * 2**20

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Limits:
        """The limits that the environment sets; raises UsageError E-LIMIT for what is no positive number."""
        limits = LIMITS
        if seconds := environment.get("ZHOUBAO_REMOTE_SECONDS"):
            limits = replace(limits, seconds=float(_number("ZHOUBAO_REMOTE_SECONDS", seconds)))
        if size := environment.get("ZHOUBAO_REMOTE_MEGABYTES"):
            limits = replace(limits, size=_number("ZHOUBAO_REMOTE_MEGABYTES", size) * 2**20)
        return limits


#: What an answer may take where nothing else is asked for.
LIMITS = Limits()


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", value, re.ASCII):
        raise UsageError("E-LIMIT", name, value=value)
    return int(value)


class BoundedTransport(httpx.HTTPTransport):
    """A connection that another thread can cut, and with a limit on the bytes of an answer.

    Answers are passed on as they come: what a server compresses unasked is not unpacked, for it may have no end.
    """

    def __init__(self, place: str, size: int) -> None:
        # The authorities that this machine trusts, not those that a library brings.
        super().__init__(verify=ssl.create_default_context(), trust_env=False)
        self._place = place
        self._size = size
        self._stream: httpcore.NetworkStream | None = None
        self._late = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request and its answer."""
        request.extensions["trace"] = self._note_connection
        response = super().handle_request(request)
        response.headers.pop("Content-Encoding", None)
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _Bounded(response.stream, self._place, self._size)
        return response

    def start(self) -> None:
        """Begin a request that nobody has cut yet."""
        self._late = False

    def cut(self) -> None:
        """End the connection, whatever is waited for on it, or the next one when none is made yet."""
        self._late = True
        connected = self._stream.get_extra_info("socket") if self._stream else None
        if connected is not None:
            with suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    def _note_connection(self, event: str, values: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = values["return_value"]
            if self._late:
                self.cut()


class _Bounded(httpx.SyncByteStream):
    """A body that is an error, StoreError E-REMOTE-LARGE, from so many bytes on."""

    def __init__(self, stream: httpx.SyncByteStream, place: str, size: int) -> None:
        self._stream = stream
        self._place = place
        self._size = size

    def __iter__(self) -> Iterator[bytes]:
        left = self._size
        for piece in self._stream:
            left -= len(piece)
            if left < 0:
                raise StoreError("E-REMOTE-LARGE", self._place, limit=self._size // 2**20)
            yield piece

    def close(self) -> None:
        self._stream.close()


class Deadline:
    """Cuts a connection when a block takes longer than so many seconds."""

    def __init__(self, seconds: float, transport: BoundedTransport) -> None:
        self.passed = False
        self._transport = transport
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def _pass(self) -> None:
        self.passed = True
        self._transport.cut()

    def __enter__(self) -> Deadline:
        self._transport.start()
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
