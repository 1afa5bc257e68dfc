from django.core.exceptions import ValidationError


class EnterpriseRefused(ValidationError):
    """What was typed cannot be written; each message stands under the field that it is about."""
