"""Remote triple stores: push, verify, pull and ask."""

from __future__ import annotations

from zhoubao.exchange.endpoint.endpoint import Endpoint, open_endpoint
from zhoubao.exchange.endpoint.profiles import PROFILES, Profile
from zhoubao.exchange.remote.pull import pull
from zhoubao.exchange.remote.push import PushReport, push
from zhoubao.exchange.remote.remote_ask import ask_at
from zhoubao.exchange.remote.verify import GraphDifference, verify

__all__ = [
    "PROFILES",
    "Endpoint",
    "GraphDifference",
    "Profile",
    "PushReport",
    "ask_at",
    "open_endpoint",
    "pull",
    "push",
    "verify",
]
