"""Failures that a user can act on."""


class AppError(Exception):
    """A failure to show to the user, as against a fault of ours.

    Whatever is not an ``AppError`` is a bug: the window's last-resort handler
    logs it and says so, it never becomes a friendly sentence.

    Attributes:
        message: What happened, one sentence, no jargon, no traceback.
        remedy: What the user can do next, one sentence; empty if nothing.
        detail: For the log only. May hold file paths; never shown, never printed.
    """

    def __init__(self, message: str, *, remedy: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class StoreError(AppError):
    """The store cannot be opened, read or written."""


class StoreInUse(StoreError):  # noqa: N818 - reads as a statement where it is raised
    """Another window or program has the store open for writing."""


class ReadOnlyStore(StoreError):  # noqa: N818 - reads as a statement
    """The store can be read and not written."""


class PenTaken(ReadOnlyStore):
    """Somebody else has become the writer of the store."""


class LockedStore(StoreError):  # noqa: N818 - reads as a statement
    """The store is protected and its key was not given."""


class DamagedStore(StoreError):  # noqa: N818 - reads as a statement
    """The file of the store is damaged; it is left as it is."""


class MovedStore(StoreError):  # noqa: N818 - reads as a statement
    """The file is not the store any more that was opened; nothing is written."""


class UncertainSave(StoreError):  # noqa: N818 - reads as a statement
    """It is not known yet whether a change was saved."""


class ImportFileError(AppError):
    """A whole import file is unusable; single bad rows are ``Problem`` values."""


class OutputError(AppError):
    """A file that the user asked for cannot be written."""


class InvalidRequest(AppError):  # noqa: N818 - reads as a statement where it is raised
    """The facts of a request contradict one another."""


class IllegalMove(InvalidRequest):
    """A status may not follow the one that the request has."""


class VocabularyError(AppError):
    """A code list is unreadable or lacks a code."""


class CapacityError(AppError):
    """Facts about people, patterns or absences contradict one another."""


class ChangedMeanwhile(StoreError):  # noqa: N818 - reads as a statement
    """The same record was changed from another place since it was read."""


class PolicyError(AppError):
    """A priority policy contradicts itself or the list of factors.

    Attributes:
        place: What it is about: ``F_LIFE``, ``F_LIFE/yes``, ``P1`` or ``ageing``.
    """

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.place = place


class WelfareError(AppError):
    """Facts about exposure or welfare contradict one another."""


class ScenarioError(AppError):
    """A scenario, or what is asked of one, cannot be reckoned with."""


class WrongKey(AppError):  # noqa: N818 - reads as a statement
    """A passphrase or key is not the one, or is none that may be taken."""
