"""The request id in force, so that log lines, errors and events of one request can be matched."""

import uuid
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def begin() -> str:
    """Start a new trace and return its id."""
    request_id = uuid.uuid4().hex
    _current.set(request_id)
    return request_id


def current() -> str:
    """The id of the request being answered, or an empty text outside one."""
    return _current.get()
