"""The base and the scenarios of the unit, each with what is known to come of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.casework.working_time import day_words
from app.errors import AppError
from app.scenario.outcome import Difference, Outcome
from app.scenario.scenario import BASE, Scenario
from app.scenario.stored import SEED, StoredScenario, common_seed
from ui.plan.scenario_list import Item

CANCELLED = "The calculation was cancelled."
BASE_KEY = "base"


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """One scenario of the room.

    Attributes:
        key: What tells it from the others: its uid, or that of the base.
        scenario: What it says now; more than what is kept while it has a problem.
        stored: The record that is kept; None for the base.
        outcome: What came of it; None if it was not run, or was changed since.
        difference: That less the base, run by run.
        problem: What stands against running it, in words; empty for nothing.
        is_old: Whether the data have changed since it was run, so that it waits to be
            run again.
        renews: Whether it is to be kept anew when it was run, though it says the same.
    """

    key: str
    scenario: Scenario
    stored: StoredScenario | None = None
    outcome: Outcome | None = None
    difference: Difference | None = None
    problem: str = ""
    is_old: bool = False
    renews: bool = False

    @property
    def is_base(self) -> bool:
        """Whether nothing is changed in it."""
        return self.key == BASE_KEY

    @property
    def is_known(self) -> bool:
        """Whether what came of it is what it says now."""
        return self.outcome is not None and self.outcome.scenario == self.scenario

    @property
    def is_due(self) -> bool:
        """Whether it is to be run."""
        return not (self.is_known or self.problem or self.is_old)

    @property
    def item(self) -> Item:
        """Its line in the list."""
        state = ""
        if self.is_old:
            state = "data have changed"
        elif self.problem == CANCELLED:
            state = "cancelled"
        elif self.problem:
            state = "cannot be run"
        name = self.scenario.name
        return Item(key=self.key, name=name, state=state, is_base=self.is_base)


@dataclass(slots=True)
class Portfolio:
    """The base first, then the scenarios that are kept, by name.

    Attributes:
        entries: All of them.
        chosen: Key of the one in sight.
        fingerprint: Of the present data; empty until it is known.
        seed: What all replications are drawn from, so that runs can be paired.
    """

    entries: list[Entry] = field(
        default_factory=lambda: [Entry(key=BASE_KEY, scenario=BASE)]
    )
    chosen: str = BASE_KEY
    fingerprint: str = ""
    seed: int = SEED

    @property
    def base(self) -> Entry:
        """The base."""
        return self.entries[0]

    @property
    def present(self) -> Entry:
        """The scenario in sight."""
        return self.find(self.chosen) or self.base

    def find(self, key: str) -> Entry | None:
        """Return a scenario by its key."""
        return next((one for one in self.entries if one.key == key), None)

    def take(self, kept: Sequence[StoredScenario]) -> None:
        """Take what the store holds; what is known of unchanged ones stays known."""
        self.entries = [self.base, *(self._entry(one) for one in kept)]
        if self.find(self.chosen) is None:
            self.chosen = BASE_KEY
        if kept:
            self.seed = common_seed(kept)
        self.age()

    def _entry(self, stored: StoredScenario) -> Entry:
        known = self.find(stored.uid)
        try:
            scenario = stored.scenario
        except AppError as error:
            blank = Scenario(name=stored.name)
            return Entry(
                key=stored.uid, scenario=blank, stored=stored, problem=str(error)
            )
        if known is None:
            return Entry(key=stored.uid, scenario=scenario, stored=stored)
        is_same = known.stored is not None and known.stored.content == stored.content
        known.stored = stored
        if not is_same:  # undone, or changed from another place
            known.scenario, known.problem = scenario, ""
        return known

    def learn(self, fingerprint: str) -> None:
        """Take the fingerprint of the present data; what rests on others is not known.

        The base is always run on present data; a scenario that was kept waits to be
        asked for.
        """
        if fingerprint != self.fingerprint:
            self.fingerprint = fingerprint
            for one in self.entries:
                one.outcome, one.difference = None, None
                one.problem, one.renews = "", False
        self.age()

    def age(self) -> None:
        """Find which scenarios rest on data that have changed."""
        for one in self.entries:
            stored = one.stored
            is_other = stored is not None and stored.fingerprint != self.fingerprint
            was_run = stored is not None and bool(stored.summary)
            one.is_old = bool(self.fingerprint) and is_other and was_run
            one.is_old = one.is_old and not (one.is_known or one.renews)

    def due(self) -> Iterator[Entry]:
        """Yield what is to be run: the base, the one in sight, then the others."""
        every = dict.fromkeys((self.base, self.present, *self.entries))
        yield from (one for one in every if one.is_due)

    def known(self) -> list[Entry]:
        """Return those of which it is known what comes of them, the base first."""
        return [one for one in self.entries if one.outcome is not None]

    def unkept(self) -> list[Entry]:
        """Return those that were changed, could be run and are not kept as they are."""
        return [
            one
            for one in self.entries
            if one.stored is not None
            and one.problem in ("", CANCELLED)
            and one.stored.content != one.scenario.content.decode()
        ]

    def free_name(self, name: str) -> str:
        """Return a name that no scenario has yet."""
        taken = {one.scenario.name.casefold() for one in self.entries}
        number, free = 2, name
        while free.casefold() in taken:
            free = f"{name} ({number})"
            number += 1
        return free

    def renew(self) -> None:
        """Let everything be run again that rests on old data or was cancelled."""
        for one in self.entries:
            if one.is_old:
                one.is_old, one.outcome, one.renews = False, None, True
            if one.problem == CANCELLED:
                one.problem = ""

    def old_words(self) -> str:
        """Return why the scenario in sight waits to be run again; empty if it does not.

        Its data have changed, or its calculation was cancelled.
        """
        entry = self.present
        if entry.problem == CANCELLED:
            return CANCELLED
        if not entry.is_old or entry.stored is None:
            return ""
        return entry.stored.changed_words(self.fingerprint) or (
            f"The data have changed since {day_words(entry.stored.as_at)}."
        )
