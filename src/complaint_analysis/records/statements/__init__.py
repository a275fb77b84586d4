"""What people write for the report: statements and responses, as markdown or Word, and nothing but text.

Not here: tables that people fill in (`records/side_files.py`), and where a statement is printed (`chapters`).
"""

from complaint_analysis.records.statements.statement_files import (
    KINDS,
    STATEMENTS,
    Statement,
    read_statement,
    statement_file,
)

__all__ = ["KINDS", "STATEMENTS", "Statement", "read_statement", "statement_file"]
