"""One JSON line a log record: time in UTC, level, logger, message, request id. Never typed texts."""

import datetime
import logging

import orjson

from solidarity.audit import trace


class RequestIdFilter(logging.Filter):
    """Puts the id of the request being answered on the record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = trace.current()
        return True


class JSONFormatter(logging.Formatter):
    """Formats a record as one line, so that nothing in a message can forge another line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line).decode()
