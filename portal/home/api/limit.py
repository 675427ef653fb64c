"""How much one reader may ask the API for, so that it stays quick for everybody."""

from __future__ import annotations

import hmac
import ipaddress
import logging
from functools import cache
from time import time
from typing import Any

import redis
from django.conf import settings
from django.http import HttpRequest

from portal.core.client_address import client_address

logger = logging.getLogger(__name__)

ANSWER_WITHIN = 0.25  # seconds


def seconds_to_wait(request: HttpRequest) -> int:
    """0 for a reader who may ask now; else seconds until the next minute begins.

    What the page cache answers is not counted: it costs next to nothing.

    Kept in Redis under a hash of the address, for two minutes. While Redis is away nobody is counted: all
    that is read here is public, and each answer is a bounded piece of work.
    """
    now = time()
    minute = int(now // 60)
    key = f"api:{minute}:{_who(request)}"
    try:
        with _redis().pipeline(transaction=False) as steps:
            number, _kept = steps.incr(key).expire(key, 120).execute()
    except redis.RedisError:
        logger.warning("Redis doesn't answer; readers of the API are not counted.")
        return 0
    return 0 if int(number) <= settings.API_A_MINUTE else max(1, 60 - int(now % 60))


def _who(request: HttpRequest) -> str:
    """One reader: an address, or the network an IPv6 subscriber has to themselves. Hashed: it is personal."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        said = "unknown"
    else:
        network = 64 if address.version == 6 else 32
        said = str(ipaddress.ip_network(f"{address}/{network}", strict=False))
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), "sha256").hexdigest()[:32]


@cache
def _redis() -> Any:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=ANSWER_WITHIN, socket_connect_timeout=ANSWER_WITHIN
    )
