"""The tab of posts: what is funded, who holds it, what is vacant, and by role."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.reports.chart import day_text, number_text
from app.reports.wording import days_text
from app.workforce.establishment import (
    Establishment,
    Holding,
    PostStanding,
    RoleStanding,
    establishment,
)
from ui.controls.button import Chip, button
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.controls.label import caption
from ui.controls.rows import Column, Rows, RowsView
from ui.people.sight import Sight
from ui.people.tab import PeopleTab
from ui.style import present_look

MEANT = (
    "Weekly hours of contracts on the day, as FTE. Vacant: funded and not held by the"
    " contract of anybody. Seconded: in post, and lent to another unit on the day."
)
UNASSIGNED = "In post without a post: above establishment, or not assigned yet."
ASSIGNED = "Everybody in post holds a post."
ALL = "All roles"
NOBODY = "nobody"

FUNDED, VACANT, ENDED = "Funded", "Vacant", "Not funded"
STATES: Mapping[str, Callable[[PostStanding], bool]] = {
    FUNDED: lambda one: one.is_funded,
    ENDED: lambda one: not one.is_funded,
}
"""Chips; posts that any pressed one fits are shown, all of them if none is."""

NARROWING: Mapping[str, Callable[[PostStanding], bool]] = {
    VACANT: lambda one: bool(one.vacant),
}
"""Chips of which every one that is pressed must hold."""

SHOWN = {FUNDED: STATES[FUNDED], **NARROWING, ENDED: STATES[ENDED]}


class PostTab(PeopleTab):
    """The list of posts on the left; sums by role and people without a post beside."""

    add_wanted = Signal()
    change_wanted = Signal(str)  # uid of the post
    history_wanted = Signal(str)  # uid of the post
    assign_wanted = Signal(str, str)  # uids of person and post, each may be empty

    title = "Po&sts"

    def __init__(self) -> None:
        super().__init__()
        self.standing: Establishment | None = None
        self.chips = {name: Chip(name) for name in SHOWN}
        self.posts: Rows[PostStanding] = Rows()
        self.posts_view = RowsView(self.posts, "Posts")
        self.roles: Rows[RoleStanding] = Rows()
        self.roles_view = RowsView(self.roles, "Establishment and strength by role")
        self.free: Rows[Holding] = Rows()
        self.free_view = RowsView(self.free, "People without a post")
        self.free_said = caption()
        self.add_button = button("Add pos&t…", "plus", is_primary=True)
        self.change_button = button("&Change…", "edit")
        self.assign_button = button("Ass&ign…", "people")
        self.history_button = button("Histor&y…", "clock")
        self.head_buttons = (self.change_button, self.add_button)
        self.empty = EmptyState(
            "No post is entered yet",
            "Enter the posts that are funded: vacancies follow from who holds them.",
            "Add a post…",
            is_primary=False,
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for chip in self.chips.values():
            bar.addWidget(chip)
        self.chips[FUNDED].setChecked(True)
        bar.addStretch(1)
        bar.addWidget(self.assign_button)
        bar.addWidget(self.history_button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(GAP)
        split.setChildrenCollapsible(False)
        split.addWidget(self.posts_view)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setSizes([680, 470])
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        self.paper.addLayout(bar)
        self.paper.addWidget(self._stack, 1)
        self.setFocusProxy(self.posts_view)

    def _side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        roles, free = Card("Establishment and strength"), Card("People without a post")
        look = present_look()
        self.roles_view.setMinimumHeight(look.row_height * 4)
        self.free_view.setMinimumHeight(look.row_height * 3)
        roles.body.addWidget(caption(MEANT))
        roles.body.addWidget(self.roles_view, 1)
        free.body.addWidget(self.free_said)
        free.body.addWidget(self.free_view, 1)
        layout.addWidget(roles, 6)
        layout.addWidget(free, 4)
        side.setMinimumWidth(look.pixels(400))
        return side

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.toggled.connect(self._sift)
        self.add_button.clicked.connect(self.add_wanted)
        self.empty.wanted.connect(self.add_wanted)
        self.change_button.clicked.connect(self._ask_change)
        self.posts_view.activated.connect(self._ask_change)
        self.assign_button.clicked.connect(self._ask_assignment)
        self.free_view.activated.connect(self._assign_free)
        self.history_button.clicked.connect(self._ask_history)
        self.posts_view.selectionModel().currentRowChanged.connect(self._allow)

    # ---- Showing --------------------------------------------------------------------

    def fill(self, sight: Sight) -> None:
        """Show posts, sums and people as at the day; the chosen post stays chosen."""
        self.standing = standing = establishment(sight.team, sight.day)
        self._stack.setCurrentIndex(0 if standing.posts else 1)
        for name, test in SHOWN.items():
            self.chips[name].show_count(sum(map(test, standing.posts)))
        self.roles.show_values(standing.roles, role_columns(sight, standing))
        self.free.show_values(standing.unassigned, free_columns(sight, standing))
        self.free_said.setText(UNASSIGNED if standing.unassigned else ASSIGNED)
        self.roles_view.fit()
        self.free_view.fit()
        self._sift()

    def sentence(self, sight: Sight) -> str:
        """Return what is funded, held and vacant."""
        standing = self.standing or establishment(sight.team, sight.day)
        whole, fte = standing.whole, standing.equivalents
        return (
            f"{_count(whole.posts, 'post')} funded ({number_text(fte(whole.funded), 1)}"
            f" FTE), {_count(whole.people, 'person', 'people')} in post"
            f" ({number_text(fte(whole.in_post), 1)} FTE);"
            f" {number_text(fte(whole.vacant), 1)} FTE"
            f" ({number_text(whole.vacant, 1)} h a week) vacant;"
            f" at {day_text(sight.day)}."
        )

    @Slot()
    def _sift(self) -> None:
        if (sight := self.sight) is None or (standing := self.standing) is None:
            return
        chosen, chips = self.chosen_uid(), self.chips
        states = [test for name, test in STATES.items() if chips[name].isChecked()]
        narrow = [test for name, test in NARROWING.items() if chips[name].isChecked()]
        found = [
            one
            for one in standing.posts
            if (not states or any(test(one) for test in states))
            and all(test(one) for test in narrow)
        ]
        self.posts.show_values(found, post_columns(sight, standing))
        self.posts_view.fit()
        uids = [one.post.uid for one in found]
        if found:
            self.posts_view.selectRow(uids.index(chosen) if chosen in uids else 0)
        self._allow()

    @Slot(QModelIndex)
    def _allow(self, _index: QModelIndex | None = None) -> None:
        can_write = self.sight is not None and self.sight.can_write
        is_chosen = bool(self.chosen_uid())
        self.add_button.setEnabled(can_write)
        self.change_button.setEnabled(can_write and is_chosen)
        self.assign_button.setEnabled(can_write and is_chosen)
        self.history_button.setEnabled(is_chosen)

    # ---- Choosing -------------------------------------------------------------------

    def chosen_uid(self) -> str:
        """Return the uid of the chosen post; empty if none is chosen."""
        one = self.posts_view.chosen()
        return one.post.uid if one else ""

    @Slot()
    def _ask_change(self) -> None:
        if self.change_button.isEnabled():
            self.change_wanted.emit(self.chosen_uid())

    @Slot()
    def _ask_history(self) -> None:
        self.history_wanted.emit(self.chosen_uid())

    @Slot()
    def _ask_assignment(self) -> None:
        free = self.free_view.chosen()
        self.assign_wanted.emit(free.person.uid if free else "", self.chosen_uid())

    @Slot()
    def _assign_free(self) -> None:
        if self.assign_button.isEnabled():
            self._ask_assignment()


def post_columns(
    sight: Sight, standing: Establishment
) -> tuple[Column[PostStanding], ...]:
    """Return the columns of the list of posts."""
    words, fte = sight.words, standing.equivalents
    return (
        Column(title="Post", width=84, show=lambda one: one.post.label),
        Column(title="Role", width=120,
               show=lambda one: words.roles.get(one.post.role, one.post.role)),
        Column(title="Held by", width=150, show=_holders),
        Column(title="Funded", width=136, is_number=True,
               show=lambda one: _hours(one.post.weekly_hours, fte)),
        Column(title="Vacant", width=136, is_number=True,
               show=lambda one: vacancy_text(one, standing),
               tone=lambda one: "watch" if one.vacant or one.above else ""),
        Column(title="Site", width=96, show=lambda one: one.post.site),
        Column(title="When", width=176,
               show=lambda one: days_text(one.post.valid_from, one.post.valid_to)),
        Column(title="Note", width=220, show=lambda one: one.post.note),
    )  # fmt: skip


def vacancy_text(one: PostStanding, standing: Establishment) -> str:
    """Return what of a post is vacant, or held beyond what is funded."""
    if one.vacant:
        return _hours(one.vacant, standing.equivalents)
    if one.above:
        return f"{number_text(one.above, 1)} h too many"
    return "filled" if one.is_funded else "not funded"


def role_columns(
    sight: Sight, standing: Establishment
) -> tuple[Column[RoleStanding], ...]:
    """Return the columns of the sums by role, all in FTE."""

    def share(hours: Callable[[RoleStanding], float]) -> Callable[[RoleStanding], str]:
        return lambda one: number_text(standing.equivalents(hours(one)), 1)

    return (
        Column(title="Role",
               show=lambda one: sight.words.roles.get(one.role, one.role) or ALL),
        Column(title="Funded", width=58, is_number=True,
               show=share(lambda one: one.funded)),
        Column(title="In post", width=58, is_number=True,
               show=share(lambda one: one.in_post)),
        Column(title="Vacant", width=58, is_number=True,
               show=share(lambda one: one.vacant),
               tone=lambda one: "watch" if one.vacant else ""),
        Column(title="Seconded", width=72, is_number=True,
               show=share(lambda one: one.seconded)),
    )  # fmt: skip


def free_columns(sight: Sight, standing: Establishment) -> tuple[Column[Holding], ...]:
    """Return the columns of the list of people without a post."""
    roles = sight.words.roles
    return (
        Column(title="Name" if sight.words.shows_names else "Alias", width=120,
               show=lambda one: one.person.shown),
        Column(title="Role",
               show=lambda one: roles.get(one.person.role, one.person.role)),
        Column(title="Contract", width=124, is_number=True,
               show=lambda one: _hours(one.hours, standing.equivalents)),
    )  # fmt: skip


def _holders(one: PostStanding) -> str:
    if not one.holders:
        return NOBODY
    return ", ".join(
        f"{held.person.shown} (seconded out)" if held.is_seconded else held.person.shown
        for held in one.holders
    )


def _hours(hours: float, equivalents: Callable[[float], float]) -> str:
    return f"{number_text(hours, 1)} h, {number_text(equivalents(hours), 2)} FTE"


def _count(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"
