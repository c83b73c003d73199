"""The creation time of exports, fixed so that the same records give the same bytes."""

import datetime as dt
import os

ALWAYS = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def moment() -> dt.datetime:
    """Return the time from SOURCE_DATE_EPOCH (seconds since 1970); a constant if it is unset or invalid."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return dt.datetime.fromtimestamp(int(stamp), dt.UTC) if stamp.isdecimal() else ALWAYS
    except (OverflowError, OSError, ValueError):
        return ALWAYS
