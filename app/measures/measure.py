"""A measure: its identity, its name, and the sentence that says what is counted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure and its definition.

    Attributes:
        code: Its identity, such as ``M01``.
        label: Its name as the field says it.
        unit: Unit of its values.
        sentence: What is counted; words in braces stand for a choice.
    """

    code: str
    label: str
    unit: str
    sentence: str
