"""The forms for a post, and for who holds it."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from app.errors import AppError, CapacityError
from app.reports.chart import number_text
from app.workforce.post import Post, Posting
from ui.controls.button import button
from ui.controls.form import (
    Form,
    NumberField,
    OptionalDay,
    choice,
    day_field,
    day_of,
)
from ui.controls.label import caption
from ui.style import present_look

Terms = list[tuple[str, str]]
NO_POST = "No post any more"
NOBODY_YET = "Choose a person"
HINT = "The post held before ends on the day before; several people may share one post."


class PostDialog(Form):
    """Adds a post, or changes one."""

    removal_wanted = Signal(object)  # the Post, entered in error

    def __init__(
        self, parent: QWidget, roles: Terms, post: Post | None, *, today: date,
        full_time: float,
    ) -> None:  # fmt: skip
        title = f"Change {post.label}" if post else "Add a post"
        super().__init__(parent, title, "&Save" if post else "&Add")
        self._post, self._full_time, self._is_removing = post, full_time, False
        self.label = QLineEdit(post.label if post else "")
        self.label.setMaxLength(80)
        self.role = choice(roles, post.role if post else "")
        self.site = QLineEdit(post.site if post else "")
        self.site.setMaxLength(80)
        self.hours = NumberField(post.weekly_hours if post else full_time, 168, "h")
        self.share = caption()
        self.begins = day_field(post.valid_from if post else today)
        self.ends = OptionalDay("Funded to", post.valid_to if post else None, today)
        self.note = QLineEdit(post.note if post else "")
        self.note.setMaxLength(200)
        self._lay_out()
        self.hours.edited.connect(self._say_share)
        self._say_share()

    def _lay_out(self) -> None:
        self.add_field("label", "&Title or number", self.label)
        self.add_field("role", "&Role", self.role)
        self.add_field("site", "Si&te", self.site)
        self.add_field("hours", "&Hours a week", self.hours)
        self.rows.addRow("", self.share)
        self.add_field("begins", "Funded &from", self.begins)
        self.add_field("ends", "&Until", self.ends)
        self.add_field("note", "N&ote", self.note)
        self.note.setPlaceholderText("Such as: frozen until April")
        self.close_up()
        if self._post is not None:
            role = QDialogButtonBox.ButtonRole.ResetRole
            self.delete_button = button("De&lete…", "bin")
            self.delete_button.setToolTip("Only a post that was entered in error")
            self._buttons.addButton(self.delete_button, role)
            self.delete_button.clicked.connect(self._ask_removal)
        self.resize(present_look().pixels(480), self.sizeHint().height())
        self.label.setFocus()

    def value(self) -> Post:
        old = self._post
        return Post(
            uid=old.uid if old else "",
            version=old.version if old else 1,
            label=self.label.text().strip(),
            role=self.role.currentData(),
            site=self.site.text().strip(),
            weekly_hours=self.hours.number(),
            valid_from=day_of(self.begins),
            valid_to=self.ends.day(),
            note=self.note.text().strip(),
        )

    def place_of(self, error: AppError) -> str:
        if self._is_removing:
            return "ends"
        text = str(error)
        for name, words in PLACES.items():
            if any(word in text for word in words):
                return name
        return ""

    @Slot(Exception)
    def show_error(self, error: AppError) -> None:
        """Say what is against it; a post that was held is offered to end."""
        super().show_error(error)
        if self._is_removing:
            self._is_removing = False
            self.ends.box.setChecked(True)
            self.ends.edit.setFocus()

    @Slot()
    def _ask_removal(self) -> None:
        self._is_removing = True
        self.removal_wanted.emit(self._post)

    @Slot()
    def _say_share(self) -> None:
        try:
            share = self.hours.number() / self._full_time
        except CapacityError as error:
            self.share.setText(str(error))
            return
        self.share.setText(f"{number_text(share, 2)} FTE")


PLACES = {
    "ends": ("ends on",),
    "label": ("title or a number", "a post called"),
    "hours": ("hours",),
}
"""Words of an error by which its field is found."""


class PostingDialog(Form):
    """Lets a person hold a post from a day on, or none."""

    def __init__(
        self, parent: QWidget, people: Terms, posts: Terms, *, today: date,
        person: str = "", post: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent, "Assign a person to a post", "&Assign")
        first = [] if person else [("", NOBODY_YET)]
        self.person = choice([*first, *people], person)
        self.post = choice([*posts, ("", NO_POST)], post)
        self.begins = day_field(today)
        self.add_field("person", "&Person", self.person)
        self.add_field("post", "P&ost", self.post)
        self.add_field("begins", "&From", self.begins)
        self.rows.addRow("", caption(HINT))
        self.close_up()
        self.resize(present_look().pixels(480), self.sizeHint().height())
        self.person.setFocus()

    def value(self) -> Posting:
        if not self.person.currentData():
            raise CapacityError("Nobody is chosen.", remedy="Choose a person.")
        return Posting(
            person=self.person.currentData(),
            post=self.post.currentData(),
            valid_from=day_of(self.begins),
        )

    def place_of(self, error: AppError) -> str:
        return "person" if "Nobody is chosen" in str(error) else "begins"
