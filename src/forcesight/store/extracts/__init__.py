"""Loading extracts of a force's own systems, in SQL: cells to columns, and what each row changes."""
