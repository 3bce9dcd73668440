"""The forms of wellbeing: exposure, contacts, rotations, own limits, outcomes told."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.casework.working_time import day_words
from app.errors import AppError, WelfareError
from app.wellbeing.outcome import ClosedRequest
from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)
from ui.controls.button import Choice
from ui.controls.check_list import CheckList
from ui.controls.form import Form, NumberField, OptionalDay, choice, day_field, day_of
from ui.controls.label import caption
from ui.controls.whole_number import clear, optional_number

Terms = Sequence[tuple[str, str]]
HELD, NOT_KEPT, BOOKED = range(3)
AFTER = timedelta(days=28)
"""How long a rotation lasts unless another day is given."""


class ExposureDialog(Form):
    """Logs exposure of one day; ``request`` of the value is a reference as typed."""

    def __init__(self, parent: QWidget, person: str, kinds: Terms, today: date) -> None:
        super().__init__(parent, "Log exposure", "&Log")
        self._person = person
        self.day = day_field(today)
        self.kind = choice([("", "Not recorded"), *kinds])
        self.hours = NumberField(1, 24, "h")
        self.stretch = NumberField(0, 24, "h")
        self.request = QLineEdit()
        clear(self.stretch, None, "not recorded")
        self.request.setPlaceholderText("Reference; may stay empty")
        self.paper.insertWidget(
            0, caption("Days, hours and kinds only: never what was seen or felt.")
        )
        self.add_field("day", "&Day", self.day)
        self.add_field("kind", "&Kind of material", self.kind)
        self.add_field("hours", "&Hours", self.hours)
        self.add_field("stretch", "Longest without a &break", self.stretch)
        self.add_field("request", "&Request", self.request)
        self.close_up()
        self.setMinimumWidth(440)

    def value(self) -> Exposure:
        return Exposure(
            person=self._person,
            done_on=day_of(self.day),
            kind=self.kind.currentData(),
            hours=self.hours.number(),
            longest_stretch=optional_number(self.stretch),
            request=self.request.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        text = error.message
        if "stretch" in text:
            return "stretch"
        if "request" in text:
            return "request"
        return "hours" if "hours" in text else "day"


class ContactDialog(Form):
    """Records a contact or screening: held, not kept, or booked."""

    def __init__(
        self,
        parent: QWidget,
        person: str,
        kinds: Terms,
        today: date,
        contact: WelfareContact | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            person: Uid of the person.
            kinds: Codes of kinds with their labels.
            today: The present day of the unit.
            contact: The one to change; None for a new one.
        """
        title = "Change a contact" if contact else "Record a contact or screening"
        super().__init__(parent, title, "&Save" if contact else "&Record")
        self._person, self._today, self._contact = person, today, contact
        self.kind = choice([*kinds], contact.kind if contact else "")
        self.day = day_field(contact.held_on if contact else today)
        self.state = Choice(("Held", "Not kept", "Booked"), "What became of it")
        until = contact.valid_to if contact else None
        self.until = OptionalDay("Until", until, today + timedelta(days=365))
        self.paper.insertWidget(
            0, caption("Only that it was held: never what was said or found.")
        )
        self.add_field("kind", "&Kind", self.kind)
        self.add_field("day", "&Day", self.day)
        self.add_field("state", "What &became of it", self.state)
        self.add_field("until", "&Counts", self.until)
        self.rows.addRow("", caption("Left open, it counts as long as policy says."))
        self.close_up()
        if contact is not None and not contact.is_kept:
            self.state.choose(BOOKED if contact.held_on > today else NOT_KEPT)
        self.setMinimumWidth(440)

    def value(self) -> WelfareContact:
        state, day = self.state.position, day_of(self.day)
        if state == BOOKED and day < self._today:
            raise WelfareError(
                f"{day_words(day)} is over: nothing can be booked for it.",
                remedy="Say whether it was held, or give a day to come.",
            )
        if state != BOOKED and day > self._today:
            raise WelfareError(
                f"{day_words(day)} is still to come.",
                remedy="Record it as booked.",
            )
        return WelfareContact(
            uid=self._contact.uid if self._contact else "",
            version=self._contact.version if self._contact else 1,
            person=self._person,
            kind=self.kind.currentData(),
            held_on=day,
            is_kept=state == HELD,
            valid_to=self.until.day() if state == HELD else None,
        )

    def place_of(self, error: AppError) -> str:
        text = error.message
        if "until" in text:
            return "until"
        return (
            "day" if any(w in text for w in ("post", "over", "come", "ahead")) else ""
        )


class RotationDialog(Form):
    """Keeps a person from harmful material for some days."""

    def __init__(
        self,
        parent: QWidget,
        person: str,
        today: date,
        rotation: Rotation | None = None,
    ) -> None:
        title = "Change a rotation" if rotation else "Rotate out of exposed work"
        super().__init__(parent, title, "&Save")
        self._person, self._rotation = person, rotation
        first = rotation.first_on if rotation else today
        last = rotation.last_on if rotation else first + AFTER
        self.first = day_field(first)
        self.last = OptionalDay("Ends on", last, first + AFTER)
        self.add_field("first", "&First day", self.first)
        self.add_field("last", "&Until", self.last)
        self.close_up()
        self.setMinimumWidth(400)

    def value(self) -> Rotation:
        return Rotation(
            uid=self._rotation.uid if self._rotation else "",
            version=self._rotation.version if self._rotation else 1,
            person=self._person,
            first_on=day_of(self.first),
            last_on=self.last.day(),
        )

    def place_of(self, error: AppError) -> str:
        return "last" if "before it begins" in error.message else "first"


class ToleranceDialog(Form):
    """Takes what a person says they can bear."""

    def __init__(
        self, parent: QWidget, person: str, today: date, hours: float | None
    ) -> None:
        super().__init__(parent, "My own limit", "&Save")
        self._person = person
        self.day = day_field(today)
        self.hours = NumberField(hours or 0, 7 * 24, "h in 7 days")
        clear(self.hours, hours, "hours")
        words = (
            "Where it is reached, “own limit reached” is said at allocation; no more."
        )
        self.paper.insertWidget(0, caption(words))
        self.add_field("hours", "&Hours", self.hours)
        self.add_field("day", "&From", self.day)
        self.close_up()
        self.setMinimumWidth(400)

    def value(self) -> Tolerance:
        hours = optional_number(self.hours)
        if hours is None:
            raise WelfareError(
                "A limit needs its hours.", remedy="Give 0 for no exposure at all."
            )
        return Tolerance(
            person=self._person, valid_from=day_of(self.day), weekly_hours=hours
        )

    def place_of(self, error: AppError) -> str:
        return "day" if "post" in error.message else "hours"


class OutcomeDialog(Form):
    """Records that examiners were told how cases ended."""

    def __init__(
        self,
        parent: QWidget,
        cases: Sequence[ClosedRequest],
        names: dict[str, str],
        person: str,
        today: date,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            cases: Closed cases of which nobody was told yet.
            names: What people are shown as, by uid.
            person: Uid of who is told where a case names no examiner.
            today: The present day of the unit.
        """
        super().__init__(parent, "Tell outcomes", "&Record")
        self._cases = {case.uid: case for case in cases}
        self._person = person
        lines = [(case.uid, _case_words(case, names)) for case in cases]
        own = [case.uid for case in cases if case.examiner == person]
        self.cases = CheckList(lines, own)
        self.day = day_field(today)
        self.told = caption()
        self.paper.insertWidget(
            0, caption("Closed cases of online child abuse of which nobody was told.")
        )
        self.add_field("cases", "&Cases", self.cases)
        self.rows.addRow("", self.told)
        self.add_field("day", "&Told on", self.day)
        self.close_up()
        self.cases.ticked.connect(self._count)
        self._count()
        self.setMinimumWidth(520)

    @Slot()
    def _count(self) -> None:
        count = len(self.cases.codes())
        self.told.setText(f"{count:,} of {len(self._cases):,} chosen")

    def value(self) -> tuple[Feedback, ...]:
        chosen = self.cases.codes()
        if not chosen:
            raise WelfareError("No case is chosen.", remedy="Tick the cases.")
        day = day_of(self.day)
        return tuple(
            Feedback(
                request=uid,
                person=self._cases[uid].examiner or self._person,
                told_on=day,
            )
            for uid in chosen
        )

    def place_of(self, error: AppError) -> str:
        return "cases" if "chosen" in error.message else "day"


def _case_words(case: ClosedRequest, names: dict[str, str]) -> str:
    closed = f", closed {day_words(case.closed_on)}" if case.closed_on else ""
    who = names.get(case.examiner, "no examiner recorded")
    return f"{case.reference}{closed}: {who}"
