"""Words for people from code that must also run before Django is set up."""

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation.trans_null import gettext_noop  # marks a msgid, needs no settings

__all__ = ["gettext_noop", "silent", "worded"]


def worded(msgid: str, **facts: object) -> str:
    """The Indonesian text, or the reader's language once Django is ready."""
    text = gettext(msgid) if apps.ready else msgid
    return text % facts


def silent(_message: str) -> None:
    """Progress for callers that show none."""
