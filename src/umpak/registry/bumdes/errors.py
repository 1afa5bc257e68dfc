from django.core.exceptions import ValidationError


class BumdesRefused(ValidationError):
    """What was typed cannot be written; each message stands under the field that it is about."""
