"""The levers of the chosen scenario: sliders, lines, forms; what is moved is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.casework.working_time import day_words
from app.errors import AppError, ScenarioError
from app.scenario.levers import (
    AddsEquipment,
    ChangesEffort,
    Departs,
    Discipline,
    Diverts,
    Grows,
    Joins,
    Lever,
    LimitsExposure,
    Outsources,
    Overtime,
    PlannedOperation,
    ReducesScope,
    Rejects,
    Serves,
    SetsShare,
    TakesLeave,
    Trains,
)
from app.scenario.scenario import Scenario
from ui.controls.label import caption
from ui.plan.dial import Dial
from ui.plan.dials import DEMAND, GROUPS, ORDER, OUTSIDE, PEOPLE, TIME, WORK, dials
from ui.plan.ground import Ground
from ui.plan.lever_form import LeverForm
from ui.plan.lever_lines import LINE, AddLine, LeverLine, OrderRow
from ui.plan.lever_panel import LeverGroup, LeverPanel
from ui.plan.lever_row import Control, LeverRow
from ui.plan.lever_words import lever_words

OFFERED: Mapping[str, tuple[type, ...]] = {
    PEOPLE: (Joins, Departs, Trains, TakesLeave),
    TIME: (Overtime, SetsShare),
    DEMAND: (Grows, PlannedOperation, Diverts),
    WORK: (Rejects, ReducesScope, ChangesEffort),
    OUTSIDE: (Outsources, AddsEquipment),
    ORDER: (),
}
"""The kinds of lever that each group offers to add."""
PLACES: Mapping[type, str] = {
    **{kind: group for group, kinds in OFFERED.items() for kind in kinds},
    Serves: ORDER,
    LimitsExposure: ORDER,
}
ASSUMED = "What is assumed"
OPEN_AT_FIRST = (PEOPLE, DEMAND)


class LeverBoard(LeverPanel):
    """Shows the levers of a scenario and tells of the scenario that would be."""

    drafted = Signal(object)  # the Scenario while a slider is dragged
    changed = Signal(object)  # the Scenario that is wanted now
    form_wanted = Signal(object, object)  # a LeverForm, what takes its lever

    def __init__(self) -> None:
        super().__init__()
        self._ground: Ground | None = None
        self._scenario: Scenario | None = None
        self._dials: dict[str, Dial] = {}
        self._lines: dict[str, list[LeverLine]] = {}
        self._is_shut = False
        self.last_moved = ""  # key of the row at which a problem is told
        self.order = OrderRow()
        self.assumed = caption()
        self.moved.connect(self._draft)
        self.settled.connect(self._settle)
        self.reset_wanted.connect(self._reset)

    # ---- Showing --------------------------------------------------------------------

    def show_scenario(
        self, scenario: Scenario, ground: Ground, *, can_change: bool, words: str = ""
    ) -> None:
        """Show the levers of a scenario.

        Args:
            scenario: The scenario.
            ground: What they are moved from.
            can_change: Whether they can be moved; the base stays as it is.
            words: What is said of the scenario under its name.
        """
        if ground != self._ground or not self.groups:
            self._ground = ground
            self._build(ground)
        self._scenario, self._is_shut = scenario, not can_change
        self._show_dials(scenario)
        self._show_lines(scenario, ground)
        serves = scenario.of(Serves)
        self.order.show_order(serves[0].discipline if serves else Discipline.QUEUE)
        for name, group in self.groups.items():
            group.content.setEnabled(can_change or name == ASSUMED)
        is_changed = bool(scenario.levers) or scenario.targets is not None
        self.show_head(scenario.name, words, can_reset=can_change and is_changed)
        self.show_problem("", "")
        self.count()

    def show_assumptions(self, told: Sequence[str], cautions: Sequence[str]) -> None:
        """Show what the answer rests on.

        Args:
            told: What was assumed and left out, in sentences.
            cautions: What of it is so by the levers; said where one was moved last.
        """
        self.assumed.setText("\n".join(told) or "Nothing was run yet.")
        if cautions:
            self.show_problem(self.last_moved, " ".join(cautions))

    def tell_problem(self, text: str) -> None:
        """Say why the scenario cannot be run, where it was moved last."""
        self.show_problem(self.last_moved, text)

    def _build(self, ground: Ground) -> None:
        opened = {name for name, one in self.groups.items() if one.head.isChecked()}
        self._dials = {dial.control.key: dial for dial in dials(ground)}
        self.order.setParent(None)
        self.order = OrderRow()
        self.order.chosen.connect(self._choose_order)
        made = []
        for name in GROUPS:
            rows: list[QWidget] = [
                LeverRow(dial.control) for dial in self._dials.values()
                if dial.group == name
            ]  # fmt: skip
            if name == ORDER:
                targets = target_controls(ground)
                rows = [self.order, *rows, *map(LeverRow, targets)]
            if OFFERED[name]:
                add = AddLine(name, OFFERED[name])
                add.add_wanted.connect(self._add)
                rows.append(add)
            is_open = name in (opened or OPEN_AT_FIRST)
            made.append(LeverGroup(name, rows, is_open=is_open))
        self.assumed = caption(self.assumed.text())
        is_open = ASSUMED in opened
        made.append(LeverGroup(ASSUMED, [self.assumed], is_open=is_open))
        self.show_groups(made)
        for row in self._lever_rows():
            row.details_wanted.connect(self._change_of)

    def _lever_rows(self) -> Iterator[LeverRow]:
        for group in self.groups.values():
            yield from (row for row in group.rows if isinstance(row, LeverRow))

    def _show_dials(self, scenario: Scenario) -> None:
        for row in self._lever_rows():
            dial = self._dials.get(row.key)
            if dial is None:
                self._show_target(row, scenario)
                continue
            place = dial.place(scenario.levers)
            lever = None if place is None else scenario.levers[place]
            first = getattr(lever, "first_on", None)
            since = f"from {day_words(first)}" if first else ""
            row.show_control(dial.control, dial.value(scenario.levers), since)

    def _show_target(self, row: LeverRow, scenario: Scenario) -> None:
        if self._ground is None:
            return
        place = int(row.key.removeprefix(TARGET)) - 1
        control = target_controls(self._ground)[place]
        usual = scenario.targets or self._ground.targets
        row.show_control(control, usual[place])

    def _show_lines(self, scenario: Scenario, ground: Ground) -> None:
        moved = {dial.place(scenario.levers) for dial in self._dials.values()}
        by_group: dict[str, list[tuple[int, Lever]]] = {name: [] for name in GROUPS}
        for position, lever in enumerate(scenario.levers):
            if position not in moved and not isinstance(lever, Serves):
                by_group[PLACES[type(lever)]].append((position, lever))
        for name, group in self.groups.items():
            lines = []
            for position, lever in by_group.get(name, ()):
                line = LeverLine(position, lever_words(lever, ground))
                line.change_wanted.connect(self._change)
                line.remove_wanted.connect(self._remove)
                lines.append(line)
            group.show_lines(lines)

    # ---- Moving ---------------------------------------------------------------------

    @Slot(str, float)
    def _draft(self, key: str, value: float) -> None:
        made = self._put(key, value)
        if made is not None:
            self.drafted.emit(made)
        self.count()

    @Slot(str, float)
    def _settle(self, key: str, value: float) -> None:
        made = self._put(key, value)
        self.last_moved = key
        self.count()
        if made is not None:  # though it be the same: a preview may be in sight
            self.changed.emit(made)

    def _put(self, key: str, value: float) -> Scenario | None:
        """Return the scenario with a lever elsewhere; say so where that cannot be."""
        scenario, ground = self._scenario, self._ground
        if scenario is None or ground is None or self._is_shut:
            return None
        try:
            if key.startswith(TARGET):
                place = int(key.removeprefix(TARGET)) - 1
                return with_target(scenario, ground, place, value)
            levers = self._dials[key].put(scenario.levers, value)
            return replace(scenario, levers=levers)
        except ScenarioError as error:
            self.show_problem(key, str(error))
            return None

    def _tell(self, scenario: Scenario) -> None:
        if scenario != self._scenario:
            self.changed.emit(scenario)

    @Slot(object)
    def _choose_order(self, discipline: Discipline) -> None:
        if (scenario := self._scenario) is None:
            return
        others = tuple(one for one in scenario.levers if not isinstance(one, Serves))
        usual = self._ground.waits_out if self._ground else 0.0
        before = scenario.of(Serves)
        waits_out = before[0].waits_out if before else usual
        self.last_moved = OrderRow.key
        is_usual = discipline is Discipline.QUEUE and waits_out == usual
        serves = Serves(discipline=discipline, waits_out=waits_out)
        served = () if is_usual else (serves,)
        self._tell(replace(scenario, levers=(*others, *served)))

    @Slot()
    def _reset(self) -> None:
        if (scenario := self._scenario) is not None:
            self._tell(replace(scenario, levers=(), targets=None))

    # ---- Forms ----------------------------------------------------------------------

    @Slot(object)
    def _add(self, kind: type) -> None:
        if (ground := self._ground) is not None:
            form = LeverForm(self, kind, ground)
            self.form_wanted.emit(form, partial(self._take, None))

    @Slot(str)
    def _change_of(self, key: str) -> None:
        if (scenario := self._scenario) is None:
            return
        place = self._dials[key].place(scenario.levers)
        if place is not None:
            self._change(place)

    @Slot(int)
    def _change(self, position: int) -> None:
        if (ground := self._ground) is None or (scenario := self._scenario) is None:
            return
        lever = scenario.levers[position]
        form = LeverForm(self, type(lever), ground, lever)
        self.form_wanted.emit(form, partial(self._take, position))

    @Slot(int)
    def _remove(self, position: int) -> None:
        if (scenario := self._scenario) is not None:
            kept = list(scenario.levers)
            del kept[position]
            self._tell(replace(scenario, levers=tuple(kept)))

    def _take(self, position: int | None, form: LeverForm, lever: Lever) -> None:
        """Take what a form says; the form stays open where it cannot be."""
        if (scenario := self._scenario) is None:
            return
        levers = list(scenario.levers)
        if position is None:
            levers.append(lever)
        else:
            levers[position] = lever
        try:
            made = replace(scenario, levers=tuple(levers))
        except AppError as error:
            form.show_error(error)
            return
        form.accept()
        place = len(levers) - 1 if position is None else position
        self.last_moved = f"{LINE}{place}"
        self._tell(made)


TARGET = "target/"
"""With what the key of a service target begins; the place of the priority follows."""


def target_controls(ground: Ground) -> Sequence[Control]:
    """Return how the service targets of P1 to P4 are shown."""
    return [
        Control(
            key=f"{TARGET}{place}",
            label=f"Target of P{place}",
            unit="days",
            low=1,
            high=max(3 * days, 30),
            step=1,
            usual=days,
            hint=f"Days from receipt within which P{place} is to be finished.",
        )
        for place, days in enumerate(ground.targets, start=1)
    ]


def with_target(
    scenario: Scenario, ground: Ground, place: int, days: float
) -> Scenario:
    """Return a scenario with another service target; those of the unit are none."""
    targets = list(scenario.targets or ground.targets)
    targets[place] = days
    is_usual = tuple(targets) == tuple(ground.targets)
    return replace(scenario, targets=None if is_usual else tuple(targets))
