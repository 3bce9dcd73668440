"""Who has the pen and what is published, as values for what shows it."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PenState:
    """What is known of the pen just now.

    Attributes:
        is_writer: Whether this window has the pen.
        is_free: Whether nobody has it.
        is_stale: Whether who has it did not move for so long that it may be taken over.
        pen: Who has it since when, a sentence.
        copy: Which copy is looked at, a sentence; empty for the store itself.
        folder: The shared folder; empty for a store of this computer alone.
        generation: Number of the generation in sight or gone on from; 0 for none.
        published: When it was published and by whom, in words.
        unpublished: Changes that are not published yet.
        trouble: What went wrong in publishing or looking, a sentence; empty if nothing.
        passed: Sentences on generations that were passed over.
        branches: Copies that were kept aside.
        is_busy: Whether something is on its way.
    """

    is_writer: bool = False
    is_free: bool = False
    is_stale: bool = False
    pen: str = ""
    copy: str = ""
    folder: str = ""
    generation: int = 0
    published: str = ""
    unpublished: int = 0
    trouble: str = ""
    passed: tuple[str, ...] = field(default_factory=tuple)
    branches: tuple[Path, ...] = field(default_factory=tuple)
    is_busy: bool = False

    @property
    def unpublished_words(self) -> str:
        """How much is not published yet."""
        if not self.unpublished:
            return "Everything is published."
        one = (
            "1 change is"
            if self.unpublished == 1
            else f"{self.unpublished:,} changes are"
        )
        return f"{one} not published yet."
