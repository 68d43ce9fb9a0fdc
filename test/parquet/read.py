"""What DuckDB sees in a Parquet file: names and types of its columns, then its rows, as JSON on standard output."""

import json
import sys

import duckdb

relation = duckdb.sql(f"SELECT * FROM read_parquet('{sys.argv[1]}')")
groups = duckdb.sql(
    f"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{sys.argv[1]}') ORDER BY 1"
)
json.dump(
    {
        "columns": [[name, str(kind)] for name, kind in zip(relation.columns, relation.types)],
        "rows": relation.fetchall(),
        "groups": [rows for _, rows in groups.fetchall()],
    },
    sys.stdout,
)
