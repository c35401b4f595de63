"""Remote triple stores: push, verify, pull and ask."""

from __future__ import annotations

from zhoubao.remote.asking import ask_at
from zhoubao.remote.endpoint import Endpoint, open_endpoint
from zhoubao.remote.profiles import PROFILES, Profile
from zhoubao.remote.pull import pull
from zhoubao.remote.push import PushReport, push
from zhoubao.remote.verify import Difference, verify

__all__ = [
    "PROFILES",
    "Difference",
    "Endpoint",
    "Profile",
    "PushReport",
    "ask_at",
    "open_endpoint",
    "pull",
    "push",
    "verify",
]
