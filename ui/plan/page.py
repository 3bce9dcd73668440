"""Plan: what if? what do we need? the long run, and whether an uplift helped."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from app.errors import AppError
from app.progress import Progress
from app.reports.facts import Facts
from app.reports.plan_charts import Past, Sight, preview_fan
from app.reports.plan_words import backlog_words
from app.reports.simulation_facts import situation_of
from app.scenario.goal import Way
from app.scenario.outcome import Preview
from app.scenario.scenario import Scenario
from app.scenario.stored import StoredScenario, summary_of, to_store
from app.staffing import scenario as acts
from app.store.scenario import read_scenarios
from ui.alerts import show_error
from ui.controls.button import button
from ui.plan.before_tab import BeforeTab
from ui.plan.ground import Ground, ground_of
from ui.plan.lever_form import LeverForm
from ui.plan.long_run_tab import LongRunTab
from ui.plan.need_tab import NeedTab
from ui.plan.portfolio import BASE_KEY, Entry, Portfolio
from ui.plan.reckoning import Ready, prepare
from ui.plan.runner import Runner, Sketcher
from ui.plan.scenario_list import NameForm
from ui.plan.searcher import Searcher
from ui.plan.showing import (
    COUNTED,
    assumptions_of,
    entry_words,
    head_words,
    is_same,
    old_answer,
    past_of,
    sentences_of,
    shown_of,
    side_by_side,
)
from ui.plan.what_if import WhatIfTab
from ui.session import Session
from ui.store_work import reading_work
from ui.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from app.staffing.act import Act
    from app.store import Store

REPLICATIONS = 1_000
"""Runs of each scenario."""


class PlanPage(TabbedPage):
    """Keeps scenarios in the store, runs them in the background and shows them."""

    def __init__(self, session: Session, replications: int = REPLICATIONS) -> None:
        super().__init__(session, "Plan")
        self.what_if, self.need = WhatIfTab(), NeedTab()
        self.long_run, self.before = LongRunTab(), BeforeTab()
        self.portfolio = Portfolio()
        self.runner = Runner(self, self.portfolio, replications)
        self.sketcher = Sketcher(self)
        self.searcher = Searcher(self, self.need, self.runner)
        self._ground: Ground | None = None
        self._past = Past()
        self._level: int | None = None
        self._facts: Facts | None = None
        self.add_button = button("A&dd scenario", "plus", is_primary=True)
        head = self.header.layout()
        if head is not None:
            head.addWidget(self.add_button)
        self.add_tabs(self.what_if, self.need, self.long_run, self.before)
        self._connect_scenarios()
        self._connect_runs()
        self.tabs.currentChanged.connect(self._fit_head)

    def _connect_scenarios(self) -> None:
        names, board, compare = (
            self.what_if.names,
            self.what_if.board,
            self.what_if.compare,
        )
        self.add_button.clicked.connect(self.add_scenario)
        names.chosen.connect(self.choose)
        names.copy_wanted.connect(self.copy_scenario)
        names.rename_wanted.connect(self.rename_scenario)
        names.remove_wanted.connect(self.remove_scenario)
        board.drafted.connect(self._sketch)
        board.changed.connect(self.change)
        board.form_wanted.connect(self._open_lever)
        compare.chosen.connect(self._choose_row)
        compare.level_chosen.connect(self._choose_level)
        compare.toast_wanted.connect(self._tell)
        self.what_if.banner.wanted.connect(self.run_again)
        self.need.scenario_wanted.connect(self.add_way)
        self.before.failed.connect(self._show_failure)

    def _connect_runs(self) -> None:
        result = self.what_if.result
        result.horizon_chosen.connect(self._show_results)
        result.request_wanted.connect(self.request_wanted)
        result.cancel_wanted.connect(self.runner.cancel)
        result.toast_wanted.connect(self._tell)
        self.runner.prepared.connect(self._show_all)
        self.runner.reckoned.connect(self._take_result)
        self.runner.refused.connect(self._show_refused)
        self.runner.broken.connect(self._show_failure)
        self.runner.progressed.connect(self._show_progress)
        self.sketcher.sketched.connect(self._show_sketch)
        self.searcher.broken.connect(self._show_failure)

    # ---- Showing --------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Show what is there; what the data lead to is found in the background."""
        super().refresh()
        facts = self.session.facts
        if facts is None:
            return
        try:
            self.portfolio.take(read_scenarios(self.session.store))
        except AppError as error:
            show_error(self, error)
            return
        if not is_same(facts, self._facts):  # a fingerprint may be younger
            self._facts, self._ground = facts, ground_of(facts)
            self._past = past_of(facts)
            seed, known = self.portfolio.seed, self.runner.ready
            work = partial(_prepare, facts, seed, known)
            self.runner.renew(reading_work(self.session, work))
        self._show_all()

    @Slot()
    def _show_all(self) -> None:
        self._show_names()
        self._show_levers()
        self._show_results()
        self._fit_head()

    def _show_names(self) -> None:
        items = [one.item for one in self.portfolio.entries]
        self.what_if.names.show_items(items, self.portfolio.chosen)
        self.what_if.banner.say(self.portfolio.old_words())

    def _show_levers(self) -> None:
        if (ground := self._ground) is None:
            return
        entry = self.portfolio.present
        can_change = not (entry.is_base or self.session.read_only)
        board, words = self.what_if.board, entry_words(entry)
        board.show_scenario(entry.scenario, ground, can_change=can_change, words=words)
        if entry.problem:
            board.tell_problem(entry.problem)
        elif entry.is_known:
            board.show_assumptions(*assumptions_of(entry, self.portfolio.base))

    @Slot()
    def _show_results(self) -> None:
        what_if, portfolio = self.what_if, self.portfolio
        what_if.say(head_words(portfolio))
        weeks, entry = what_if.result.weeks, portfolio.present
        sight = Sight(weeks=weeks, past=self._past)
        names = self._ground.skills if self._ground else {}
        sentences = sentences_of(entry, weeks - 1, names)
        shown = shown_of(portfolio, sentences, sight, names)
        if shown is not None:
            what_if.result.show_result(shown)
        elif entry.is_old:
            what_if.result.show_nothing(old_answer(entry))
        else:
            what_if.result.show_nothing(entry.problem or "It is being calculated.")
        base = portfolio.base.outcome
        if self._level is None and base is not None:
            self._level = base.start_requests
        if self._level is not None:
            what_if.compare.show_level(self._level)
        head, rows, place = side_by_side(portfolio, weeks - 1, self._level or 0)
        what_if.compare.show_rows(head, rows, place)

    @Slot()
    def _fit_head(self) -> None:
        is_shown = self.present() is self.what_if
        self.add_button.setVisible(is_shown)
        self.add_button.setEnabled(not self.session.read_only)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show another scenario."""
        if key != self.portfolio.chosen:
            self.portfolio.chosen = key
            self._show_all()
            self.runner.go_on()

    @Slot(int)
    def _choose_row(self, place: int) -> None:
        known = self.portfolio.known()
        if 0 <= place < len(known):
            self.choose(known[place].key)

    @Slot(int)
    def _choose_level(self, level: int) -> None:
        self._level = level
        self._show_results()

    # ---- Scenarios ------------------------------------------------------------------

    @Slot()
    def add_scenario(self) -> None:
        """Ask for the name of a new scenario, which begins as the base."""
        self.copy_scenario(BASE_KEY)

    @Slot(str)
    def copy_scenario(self, key: str) -> None:
        """Ask for the name of a scenario that begins as another one."""
        entry = self.portfolio.find(key)
        if entry is None or self.session.read_only:
            return
        is_new = entry.is_base
        wish = "New scenario" if is_new else f"{entry.scenario.name}, copy"
        title = "Add a scenario" if is_new else f"Copy {entry.scenario.name}"
        form = NameForm(self, title, self.portfolio.free_name(wish), "&Add")
        self.open_form(form, partial(self._add, entry.scenario))

    def _add(self, scenario: Scenario, name: str) -> None:
        """Keep a scenario under a name and show it."""
        made = replace(scenario, name=name)
        if not self.carry_out(acts.add_scenario, self._kept(made), f"{name} added"):
            return
        self.portfolio.take(read_scenarios(self.session.store))
        same = [one.key for one in self.portfolio.entries if one.scenario == made]
        self.portfolio.chosen = same[0] if same else BASE_KEY
        self._show_all()
        self.runner.urge()

    @Slot(object)
    def add_way(self, way: Way) -> None:
        """Make a scenario of a way that reaches the goal, and show it."""
        name = self.portfolio.free_name(way.words[:70])
        scenario = Scenario(name=name, levers=way.levers)
        self.tabs.setCurrentWidget(self.what_if)
        self._add(scenario, name)

    @Slot(str)
    def rename_scenario(self, key: str) -> None:
        """Ask for another name of a scenario."""
        entry = self.portfolio.find(key)
        if entry is None or entry.stored is None or self.session.read_only:
            return
        form = NameForm(self, "Rename the scenario", entry.scenario.name, "&Rename")
        self.open_form(form, partial(self._rename, entry))

    def _rename(self, entry: Entry, name: str) -> None:
        before, outcome, is_known = entry.scenario, entry.outcome, entry.is_known
        made = replace(before, name=name)
        entry.scenario = made
        if outcome is not None and is_known:
            entry.outcome = replace(outcome, scenario=made)
        value = self._kept(made, entry)
        if not self.carry_out(acts.change_scenario, value, f"Renamed to {name}"):
            entry.scenario, entry.outcome = before, outcome
        self._show_all()

    @Slot(str)
    def remove_scenario(self, key: str) -> None:
        """Take a scenario away; the toast brings it back."""
        entry = self.portfolio.find(key)
        if entry is not None and entry.stored is not None:
            words = f"{entry.scenario.name} removed"
            self.carry_out(acts.remove_scenario, entry.stored, words)

    @Slot(object)
    def change(self, scenario: Scenario) -> None:
        """Take what a lever says: it is run now, and kept when it has come out."""
        entry = self.portfolio.present
        if entry.is_base or self.session.read_only:
            return
        entry.scenario, entry.problem, entry.is_old = scenario, "", False
        self.sketcher.forget()
        self._show_levers()
        if entry.is_known:  # a slider that came back: a preview may be in sight
            self._show_results()
        self.runner.urge()

    @Slot(object, object)
    def _open_lever(self, form: LeverForm, take: Callable[..., object]) -> None:
        self.open_form(form, partial(take, form))

    @Slot()
    def run_again(self) -> None:
        """Run every scenario whose data have changed since, or that was cancelled."""
        self.portfolio.renew()
        self._show_all()
        self.runner.go_on()

    def _kept(self, scenario: Scenario, entry: Entry | None = None) -> StoredScenario:
        """Return a scenario as the store keeps it, with what is known to come of it."""
        outcome = entry.outcome if entry and entry.is_known else None
        facts = self._facts
        as_at = facts.as_at if facts else self.session.day
        return to_store(
            scenario,
            seed=self.portfolio.seed,
            replications=self.runner.replications,
            as_at=as_at,
            fingerprint=self.portfolio.fingerprint,
            on=self.session.day,
            summary=summary_of(outcome, backlog_words(outcome)) if outcome else None,
            known=entry.stored if entry else None,
        )

    # ---- Running --------------------------------------------------------------------

    @Slot(str)
    def _take_result(self, key: str) -> None:
        """Keep a scenario that was changed, now that it is known what comes of it."""
        entry = self.portfolio.find(key)
        if entry is not None and entry.stored is not None:
            stored = entry.stored
            is_other = stored.content != entry.scenario.content.decode()
            if is_other or entry.renews:
                entry.renews = False
                self._keep(entry)
                self.session.refresh()
        self._show_names()
        self._show_results()
        if key == self.portfolio.chosen:
            self._show_levers()

    def _keep(self, entry: Entry) -> None:
        """Write a scenario without a toast: its chart is the answer."""
        session, value = self.session, self._kept(entry.scenario, entry)
        act: Act[StoredScenario] = acts.change_scenario
        try:
            operation = act(
                session.store, value, on=session.day, who=session.who, at=session.now()
            )
        except AppError as error:
            show_error(self, error)
            return
        session.remember(f"{entry.scenario.name} changed", operation)
        entry.stored = replace(value, version=value.version + 1)

    @Slot(str)
    def _show_refused(self, key: str) -> None:
        self._show_names()
        if key == self.portfolio.chosen:
            self._show_levers()
            self._show_results()

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self, error)

    @Slot(int, str)
    def _show_progress(self, percent: int, words: str) -> None:
        shown = None if percent < 0 else percent
        self.what_if.result.show_progress(shown, words)

    @Slot(object)
    def _sketch(self, scenario: Scenario) -> None:
        if self.runner.ready is not None:
            self.sketcher.draw(self.runner.ready, scenario)

    @Slot(object, object)
    def _show_sketch(self, scenario: Scenario, preview: Preview) -> None:
        base, result = self.portfolio.base.outcome, self.what_if.result
        counted = COUNTED.get(result.view)
        if base is not None and counted is not None:
            sight = Sight(counted=counted, weeks=result.weeks, past=self._past)
            result.show_preview(preview_fan(preview, base, sight, scenario.name))

    def stop_work(self) -> None:
        """Cancel everything under way; what was moved and not run yet is kept."""
        self.runner.stop()
        self.sketcher.forget()
        self.searcher.stop()
        self.before.job.cancel()
        for entry in () if self.session.read_only else self.portfolio.unkept():
            self._keep(entry)


def _prepare(
    facts: Facts,
    seed: int,
    known: Ready | None,
    store: "Store",
    progress: Progress,
) -> Ready:
    """Return what scenarios start from, read in the job's own thread."""
    progress(0, 2)
    situation = situation_of(store, facts)
    progress(1, 2)
    return prepare(situation, seed, known)
