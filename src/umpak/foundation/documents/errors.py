"""Refusals of a file: the message says what is wrong and how to mend it, for the person sending."""


class DocumentRefused(ValueError):
    """The document cannot be taken as it is; nothing was changed."""


class FileRefused(DocumentRefused):
    """The file is empty, too large, of a kind that is not taken, or broken."""


class AlreadyRemoved(DocumentRefused):
    """The document was removed or replaced before."""


class ReasonMissing(DocumentRefused):
    """A removal without a reason."""


class DocumentUnreadable(DocumentRefused):
    """The stored file cannot be opened, or is not the one that was stored."""
