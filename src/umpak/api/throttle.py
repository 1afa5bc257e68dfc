"""So many requests a minute for each key; the cache is shared by all processes."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from umpak.api.security import caller_key

_WINDOW_SECONDS = 60


class PerKeyThrottle(BaseThrottle):
    """Counts in windows of one minute. Keeps nothing on itself, for threads share it."""

    def allow_request(self, request: HttpRequest) -> bool:
        window = int(time.time()) // _WINDOW_SECONDS
        counter = f"api-rate:{caller_key(request)}:{window}"
        if cache.add(counter, 1, timeout=2 * _WINDOW_SECONDS):
            return True
        try:
            count = cache.incr(counter)
        except ValueError:  # it ran out between the two lines
            return True
        return count <= int(settings.API_REQUESTS_PER_MINUTE)

    def wait(self) -> float:
        """Seconds until the next window."""
        return _WINDOW_SECONDS - time.time() % _WINDOW_SECONDS
