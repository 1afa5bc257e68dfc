"""Refusals around the state of a register, in the user's language."""


class StateRefused(ValueError):
    """The state cannot be so: the message says why."""
