"""One value of the store as a cell of a CSV file, from which it comes back exactly."""

from app.casework.plain_text import escaped_cell

Value = str | int | float | bytes | None


def cell_of(value: Value) -> str:
    """Return a value as it stands in a cell.

    No value is an empty cell. An apostrophe stands before text that a spreadsheet
    program would calculate, and before text that is empty or of apostrophes alone, so
    that it is not taken for no value. Bytes are hexadecimal.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return escaped_cell(value) if value.strip("'") else f"'{value}"
    return value.hex() if isinstance(value, bytes) else repr(value)
