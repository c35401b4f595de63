"""User and password, or a token, for a store: from the environment or a netrc file, never from a command line.

ZHOUBAO_REMOTE_TOKEN                              a bearer token
ZHOUBAO_REMOTE_USER, ZHOUBAO_REMOTE_PASSWORD      user and password
$NETRC or ~/.netrc                                machine HOST login USER password PASSWORD
"""

from __future__ import annotations

import netrc
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from zhoubao.errors import UsageError

__all__ = ["Credentials", "credentials_for", "without_secrets"]

#: What a header can hold: letters, digits and signs of ASCII without blanks.
_TOKEN = re.compile(r"[\x21-\x7e]+")
_BEFORE_HOST = re.compile(r"^((?:[A-Za-z][\w+.-]*:)?/*).*@", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is shown to a store; all empty for none. It never prints its secrets."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


def credentials_for(url: str, environment: Mapping[str, str]) -> Credentials:
    """The credentials for the host of an address.

    Raises UsageError E-SECRET-IN-URL when the address holds them, E-NETRC when the netrc file cannot be read,
    E-SECRET-FORM when they cannot be sent as they are.
    """
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise UsageError("E-SECRET-IN-URL", without_secrets(url))
    if token := environment.get("ZHOUBAO_REMOTE_TOKEN"):
        if not _TOKEN.fullmatch(token):
            raise UsageError("E-SECRET-FORM", "ZHOUBAO_REMOTE_TOKEN")
        return Credentials(token=token)
    if user := environment.get("ZHOUBAO_REMOTE_USER"):
        return _sendable("ZHOUBAO_REMOTE_USER", user, environment.get("ZHOUBAO_REMOTE_PASSWORD", ""))
    return _from_netrc(parts.hostname or "", environment)


def without_secrets(url: str) -> str:
    """An address as it may be printed, also one that is none.

    >>> without_secrets("http://me:secret@localhost:3030/ds")
    'http://localhost:3030/ds'
    >>> without_secrets("http://me:sec/ret@[localhost/ds")
    'http://[localhost/ds'
    """
    return _BEFORE_HOST.sub(r"\1", url)


def _from_netrc(host: str, environment: Mapping[str, str]) -> Credentials:
    path = Path(environment.get("NETRC") or Path(environment.get("HOME", "/")) / ".netrc")
    if not path.is_file():
        return Credentials()
    try:
        found = netrc.netrc(path).authenticators(host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        # The parser's message may quote a token of the file, so only its line is named.
        raise UsageError("E-NETRC", path, line=getattr(error, "lineno", None) or "–") from None
    return _sendable(str(path), found[0], found[2] or "") if found else Credentials()


def _sendable(place: str, user: str, password: str) -> Credentials:
    """User and password, unless a control character in them would end the header that they are sent in."""
    if _CONTROL.search(user + password) or ":" in user:
        raise UsageError("E-SECRET-FORM", place)
    return Credentials(user, password)
