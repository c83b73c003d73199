"""What other programs read of a table, as JSON: python -m tests.exporters.table_readers duckdb|pandas|frictionless PATH.

In a process of its own: they reserve so much memory that the processes which read documents could not be started beside them.
"""

import datetime as dt
import json
import sys
from importlib import import_module
from typing import Any


def of_duckdb(path: str) -> dict[str, Any]:
    duckdb: Any = import_module("duckdb")
    found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall()
    return {"types": [row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()], "rows": found}


def of_pandas(path: str) -> dict[str, Any]:
    pandas: Any = import_module("pandas")
    frame = pandas.read_parquet(path)
    rows = [[None if pandas.isna(value) else value for value in row] for row in frame.itertuples(index=False)]
    return {"names": list(frame.columns), "rows": rows}


def of_frictionless(path: str) -> dict[str, Any]:
    frictionless: Any = import_module("frictionless")
    report = frictionless.Package(path).validate()
    return {"valid": report.valid, "wrong": report.flatten(["name", "message"]), "tables": [task.type for task in report.tasks]}


def plain(value: Any) -> Any:
    """Days as ISO has them; numbers of numpy as Python's."""
    return value.isoformat()[:10] if isinstance(value, dt.date) else value.item()


if __name__ == "__main__":
    print(json.dumps({"duckdb": of_duckdb, "pandas": of_pandas, "frictionless": of_frictionless}[sys.argv[1]](sys.argv[2]), default=plain))
