"""People: who works here, what they can do, which posts there are, how load lies."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from app.casework.working_time import monday_of, weeks_between
from app.errors import AppError, InvalidRequest
from app.reports.people_history import PeopleNames, history_lines
from app.staffing import person as acts
from app.staffing import post as post_acts
from app.store.people_past import Happening, past_of_person, past_of_post
from app.workforce.examiner import Person
from app.workforce.post import Post, Posting
from app.workforce.team import Team
from ui.alerts import show_error
from ui.controls.card import MARGIN
from ui.controls.page_header import PageHeader
from ui.page import Page
from ui.people.board import PeopleBoard
from ui.people.cover_tab import CoverTab
from ui.people.history_dialog import APART, HistoryDialog
from ui.people.load_tab import LoadTab
from ui.people.person_dialog import PersonChoices, PersonDialog, PersonDraft
from ui.people.post_choices import free_person, post_choices
from ui.people.post_dialog import PostDialog, PostingDialog
from ui.people.post_tab import PostTab
from ui.people.sight import AHEAD, Sight, Words
from ui.people.tab import PeopleTab
from ui.session import Session

if TYPE_CHECKING:
    from app.planning.queue import Queue


class PeoplePage(Page):
    """Shows the team as at the day; every change is written at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board, self.posts = PeopleBoard(), PostTab()
        self.cover, self.load = CoverTab(), LoadTab(partial(read_queue, session))
        self.history: HistoryDialog | None = None
        self.tabs = QTabWidget()
        self._stale: set[PeopleTab] = set()
        self._sight: Sight | None = None
        every: tuple[PeopleTab, ...] = (
            *(self.board, self.posts, self.cover, self.load),
        )
        for tab in every:
            self.tabs.addTab(tab, tab.title)
        self.header = PageHeader(
            "People", *(made for tab in every for made in tab.head_buttons)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.board.people_view)
        self._connect()
        self._show_tab()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.board.add_wanted.connect(self.add_person)
        self.board.change_wanted.connect(self.change_person)
        self.board.calendar_wanted.connect(partial(self.room_wanted.emit, "calendar"))
        self.board.history_wanted.connect(self.show_person_history)
        self.posts.add_wanted.connect(self.add_post)
        self.posts.change_wanted.connect(self.change_post)
        self.posts.assign_wanted.connect(self.assign_post)
        self.posts.history_wanted.connect(self.show_post_history)
        self.load.rows_wanted.connect(self.rows_wanted)
        self.load.moves_wanted.connect(self.move_work)

    # ---- Showing --------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read the team again; the tab in sight shows it now, the others later."""
        self._sight = read_sight(self.session)
        self._stale = set(self._every())
        self._show_tab()

    def _every(self) -> list[PeopleTab]:
        found = (self.tabs.widget(place) for place in range(self.tabs.count()))
        return [tab for tab in found if isinstance(tab, PeopleTab)]

    @property
    def tab(self) -> PeopleTab:
        """The tab in sight."""
        return self._every()[self.tabs.currentIndex()]

    @Slot()
    def _show_tab(self) -> None:
        """Bring the tab in sight up to date, with its buttons and its sentence."""
        for tab in self._every():
            for made in tab.head_buttons:
                made.setVisible(tab is self.tab)
        if (sight := self._sight) is None:
            return
        if self.tab in self._stale:
            self._stale.discard(self.tab)
            self.tab.show_sight(sight)
        self.header.show_sentence(self.tab.sentence(sight))

    def go_find(self) -> None:
        """Put the cursor where the tab in sight is searched."""
        self.tab.go_find()

    # ---- People ---------------------------------------------------------------------

    @Slot()
    def add_person(self) -> None:
        """Open the form for a new person."""
        if (sight := self._sight) is not None and sight.can_write:
            self.open_form(PersonDialog(self, choices(sight)), self._save_new_person)

    @Slot(str)
    def change_person(self, uid: str) -> None:
        """Open the form for a person."""
        if (sight := self._sight) is not None and sight.can_write:
            dialog = PersonDialog(self, choices(sight, uid))
            dialog.removal_wanted.connect(self._remove_person)
            self.open_form(dialog, self._save_person)

    @Slot(object)
    def _save_new_person(self, draft: PersonDraft) -> None:
        shown = draft.person.shown.strip()
        if self.carry_out(acts.add_person, entry_of(draft), f"{shown} added"):
            self.refresh()
            self.board.choose_called(shown)
            self.board.people_view.setFocus()

    @Slot(object)
    def _save_person(self, draft: PersonDraft) -> None:
        words = f"{draft.person.shown.strip()} changed"
        self.carry_out(acts.change_person, entry_of(draft), words)

    @Slot(object)
    def _remove_person(self, person: Person) -> None:
        self.carry_out(acts.remove_person, person, f"{person.shown} deleted")

    # ---- Posts ----------------------------------------------------------------------

    @Slot()
    def add_post(self) -> None:
        """Open the form for a new post."""
        self._open_post(None, self._save_new_post)

    @Slot(str)
    def change_post(self, uid: str) -> None:
        """Open the form for a post."""
        if (post := self._post(uid)) is not None:
            self._open_post(post, self._save_post)

    def _open_post(self, post: Post | None, save: Callable[[Post], None]) -> None:
        if (sight := self._sight) is None or not sight.can_write:
            return
        roles, words = list(sight.words.roles.items()), sight.words
        day = sight.recorded_on
        dialog = PostDialog(self, roles, post, today=day, full_time=words.full_time)
        dialog.removal_wanted.connect(self._remove_post)
        self.open_form(dialog, save)

    @Slot(str, str)
    def assign_post(self, person: str, post: str) -> None:
        """Open the form for who holds a post."""
        if (sight := self._sight) is None or not sight.can_write:
            return
        day = sight.recorded_on
        people = [
            (one.uid, one.shown)
            for one in sight.team.people
            if one.ends_on is None or one.ends_on >= day
        ]
        posts = [(one.uid, one.label) for one in sight.team.posts]
        person = person or free_person(sight.team, post, day)
        dialog = PostingDialog(self, people, posts, today=day, person=person, post=post)
        self.open_form(dialog, self._save_posting)

    def _post(self, uid: str) -> Post | None:
        posts = self._sight.team.posts if self._sight else ()
        return next((post for post in posts if post.uid == uid), None)

    @Slot(object)
    def _save_new_post(self, post: Post) -> None:
        self.carry_out(post_acts.add_post, post, f"Post {post.label} added")

    @Slot(object)
    def _save_post(self, post: Post) -> None:
        self.carry_out(post_acts.change_post, post, f"Post {post.label} changed")

    @Slot(object)
    def _remove_post(self, post: Post) -> None:
        self.carry_out(post_acts.remove_post, post, f"Post {post.label} deleted")

    @Slot(object)
    def _save_posting(self, posting: Posting) -> None:
        names = self._sight.words.people if self._sight else {}
        who, post = names.get(posting.person, ""), self._post(posting.post)
        words = f"{who} assigned to {post.label}" if post else f"{who} holds no post"
        self.carry_out(post_acts.assign_post, posting, words)

    # ---- History --------------------------------------------------------------------

    @Slot(str)
    def show_person_history(self, uid: str) -> None:
        """Show all that was recorded of a person."""
        if (sight := self._sight) is not None:
            past = past_of_person(self.session.store, uid)
            self._show_history(sight.words.people.get(uid, ""), past, APART)

    @Slot(str)
    def show_post_history(self, uid: str) -> None:
        """Show all that was recorded of a post and of who held it."""
        if (post := self._post(uid)) is not None:
            self._show_history(post.label, past_of_post(self.session.store, uid), "")

    def _show_history(self, shown: str, past: Iterable[Happening], more: str) -> None:
        if (sight := self._sight) is None:
            return
        words = sight.words
        names = PeopleNames(
            labels={
                "staff_role": words.roles,
                "skill": words.skills,
                "absence_kind": words.kinds,
            },
            people=words.people,
            posts={post.uid: post.label for post in sight.team.posts},
            shows_names=words.shows_names,
        )
        self.history = HistoryDialog(self, shown, history_lines(past, names), more)
        self.history.open()

    # ---- Work -----------------------------------------------------------------------

    @Slot(object, str, str)
    def move_work(self, to: Mapping[str, str], reason: str, told: str) -> None:
        """Give requests to other people, all in one operation.

        Args:
            to: Uid of who gets it, by uid of the request.
            reason: Code of why, of the list ``give_back_reason``.
            told: What is said to have been done.
        """
        from app.conduct.reallocate import reallocate_each

        session = self.session
        try:
            made = reallocate_each(
                session.store, to, reason=reason, on=session.day,
                who=session.who, at=session.now(), words="Fair load",
            )  # fmt: skip
        except AppError as error:
            show_error(self, error)
            return
        if made.operation:
            self.tell_done(told, made.operation)
        else:
            first = made.refused[0]
            show_error(self, InvalidRequest(first.message, remedy=first.remedy))


def read_queue(session: Session) -> "Queue | None":
    """Return the queue of the present day of the unit; None until it was read."""
    from app.reports.queue import queue_of
    from app.store.queue import read_open
    from app.store.welfare import read_guard

    if (facts := session.facts) is None:
        return None
    store, facts = session.store, replace(facts, as_at=session.day)
    waiting = facts.waiting or read_open(store)
    return queue_of(facts, waiting.rows, read_guard(store, session.day))


def read_sight(session: Session) -> Sight:
    """Read the team, as at the day shown."""
    from app.capacity.by_week import capacity_by_week
    from app.capacity.standing import standings
    from app.store.team import read_team

    team, day = read_team(session.store), session.as_at
    this = monday_of(day)
    weeks = weeks_between(this, this + timedelta(weeks=AHEAD))
    ahead = capacity_by_week(team, weeks, day)
    return Sight(
        team=team,
        words=read_words(session, team),
        ahead=ahead,
        people=standings(team, ahead, day),
        facts=session.facts,
        can_write=not session.read_only,
        recorded_on=session.day,
    )


def read_words(session: Session, team: Team) -> Words:
    """Return what codes and people are called."""
    from app.store.vocabulary import vocabulary

    def labels(name: str) -> dict[str, str]:
        terms = vocabulary(session.store, name).terms
        return {term.code: term.label for term in terms}

    return Words(
        as_at=session.as_at,
        full_time=team.full_time,
        roles=labels("staff_role"),
        skills=labels("skill"),
        kinds=labels("absence_kind"),
        people=team.names,
        shows_names=session.settings.shows_names,
    )


def choices(sight: Sight, uid: str = "") -> PersonChoices:
    """Return what the form of a person offers; all of the person with ``uid``."""
    team, words = sight.team, sight.words
    day = sight.recorded_on
    post = next((p.post for p in team.postings if p.person == uid and p.holds(day)), "")
    return PersonChoices(
        roles=list(words.roles.items()),
        skills=list(words.skills.items()),
        posts=post_choices(team, day, post),
        full_time=words.full_time,
        shows_names=words.shows_names,
        today=day,
        person=next((one for one in team.people if one.uid == uid), None),
        patterns=tuple(one for one in team.patterns if one.person == uid),
        held=tuple(one for one in team.skills if one.person == uid),
        post=post,
    )


def entry_of(draft: PersonDraft) -> acts.PersonEntry:
    """Return what is to be recorded of a form."""
    return acts.PersonEntry(
        person=draft.person,
        patterns=draft.patterns,
        skills=draft.skills,
        seen=draft.seen,
        sets_post=draft.is_other_post,
        post=draft.post,
    )
