"""When an export says it was made: the same records give the same bytes."""

import datetime as dt
import os

ALWAYS = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def moment() -> dt.datetime:
    """SOURCE_DATE_EPOCH, in seconds since 1970; without one, or with one that is no moment, always the same."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return dt.datetime.fromtimestamp(int(stamp), dt.UTC) if stamp.isdecimal() else ALWAYS
    except (OverflowError, OSError, ValueError):
        return ALWAYS
