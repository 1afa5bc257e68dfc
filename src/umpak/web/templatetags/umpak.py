"""Tags and filters that every template may load with `{% load umpak %}`."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from umpak.foundation.told import told, told_citation
from umpak.web import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("rupiah", formats.rupiah)
register.filter("percent", formats.percent)
register.filter("date_long", formats.date_long)
register.filter("date_short", formats.date_short)
register.filter("instant", formats.instant)
register.filter("yes_no", formats.yes_no)
register.filter("told", told)
register.filter("told_citation", told_citation)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Tabler icon. Without a label it is decoration; with one it is read aloud."""
    return _drawn(name, str(label))


@lru_cache(maxsize=512)
def _drawn(name: str, label: str) -> SafeString:
    """The same few signs stand on every page, some a hundred times."""
    if label:
        return format_html('<i class="ti ti-{}" role="img" aria-label="{}"></i>', name, label)
    return format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name)
