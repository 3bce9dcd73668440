"""Numbers of things, and amounts that may stay empty, from a field of a form."""

from app.errors import CapacityError
from ui.controls.form import NumberField


def whole_number(field: NumberField, what: str) -> int:
    """Return the number in a field.

    Raises:
        CapacityError: It is no whole number; ``what`` says what it is, such as
            ``how many items were sent``.
    """
    value = field.number()
    if value != int(value):
        raise CapacityError(
            f"A whole number is needed for {what}.",
            remedy="Give it without a fraction.",
        )
    return int(value)


def optional_number(field: NumberField) -> float | None:
    """Return the number in a field; None where it is empty."""
    return field.number() if field.edit.text().strip() else None


def clear(field: NumberField, value: float | None, hint: str) -> None:
    """Put a number that may not be known into a field, and say what empty means."""
    field.edit.setText("" if value is None else f"{value:g}")
    field.edit.setPlaceholderText(hint)
