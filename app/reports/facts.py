"""Everything that figures are made from, read from a store at once."""

from dataclasses import dataclass
from datetime import date

from app.capacity.demand import ids_asked
from app.casework.ledger import Ledger
from app.casework.outlook import NO_OUTLOOK, Outlook
from app.casework.part import NO_PARTS, Parts
from app.casework.proceeding_columns import NO_PROCEEDINGS, ProceedingColumns
from app.casework.vocabulary import Vocabulary
from app.measures.limit_days import limit_days
from app.measures.limits import Limits, limits_at
from app.rules.clock import NO_RULES, RuleSet
from app.rules.policy import Policy
from app.store import Store
from app.store.anchor import since_print
from app.store.chain import fingerprint
from app.store.demand import read_outlook
from app.store.equipment import read_equipment, read_providers
from app.store.part import read_parts
from app.store.policy import read_policy
from app.store.proceeding import read_proceedings, shipped_rules
from app.store.queue import OpenRequests
from app.store.setting import Settings, read_settings
from app.store.snapshot import read_ledger
from app.store.team import read_team
from app.store.vocabulary import vocabularies
from app.workforce.equipment import Equipment, Provider
from app.workforce.team import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a store holds, as values; nothing here is computed.

    Attributes:
        ledger: The whole history in columns.
        team: People and what takes their time.
        settings: The unit's settings.
        words: The code lists, by name.
        as_at: Day at whose end figures hold.
        fingerprint: Sequence number and short head of the history.
        since_print: How many changes came since a head was printed last, in words.
        name: Name of the store's file; empty in memory.
        proceedings: Every accused on every charge, in columns, as it is now.
        rules: The clock rules of the unit's region.
        policy: The priority policy in force; None where it was not read.
        equipment: What of equipment a week has only so much.
        providers: Providers outside the unit.
        parts: Examinations of what arrived of late or is open, for demand by skill.
        waiting: The open requests that were accepted; None where they were not read.
        limits: How requests stood to their limits on a day; None where that was not
            computed yet.
        outlook: Driver series, planned operations, change points.
    """

    ledger: Ledger
    team: Team
    settings: Settings
    words: dict[str, Vocabulary]
    as_at: date
    fingerprint: str
    since_print: str = ""
    name: str = ""
    proceedings: ProceedingColumns = NO_PROCEEDINGS
    rules: RuleSet = NO_RULES
    policy: Policy | None = None
    equipment: tuple[Equipment, ...] = ()
    providers: tuple[Provider, ...] = ()
    parts: Parts = NO_PARTS
    waiting: OpenRequests | None = None
    limits: Limits | None = None
    outlook: Outlook = NO_OUTLOOK

    def label(self, name: str, code: str) -> str:
        """Return what ``code`` of the list ``name`` is called; the code if unknown."""
        return self.words[name].label(code) if name in self.words else code

    def skills(self) -> dict[str, str]:
        """Return the skill that each examination type asks for, by code of the type."""
        words = self.words.get("examination_type")
        terms = words.terms if words else ()
        return {term.code: skill for term in terms if (skill := term.value("skill"))}

    def names(self, name: str) -> dict[str, str]:
        """Return what the codes of the list ``name`` are called; empty if unknown."""
        terms = self.words[name].terms if name in self.words else ()
        return {term.code: term.label for term in terms}


def read_facts(store: Store, as_at: date, ledger: Ledger | None = None) -> Facts:
    """Read what figures at ``as_at`` are made from; ``ledger`` if it is known."""
    settings = read_settings(store)
    ledger = read_ledger(store) if ledger is None else ledger
    return Facts(
        ledger=ledger,
        team=read_team(store),
        settings=settings,
        words=vocabularies(store),
        as_at=as_at,
        fingerprint=fingerprint(store),
        since_print=since_print(store),
        name=store.path.name if store.path else "",
        proceedings=read_proceedings(store),
        rules=shipped_rules(settings.region),
        policy=read_policy(store),
        equipment=read_equipment(store),
        parts=read_parts(store, ids_asked(ledger, as_at)),
        providers=read_providers(store),
        outlook=read_outlook(store),
    )


def limits_of_facts(facts: Facts) -> Limits:
    """Return how every request stands to its limits at the end of the day shown."""
    if facts.limits is not None and facts.limits.as_at == facts.as_at:
        return facts.limits
    return limits_at(
        facts.ledger,
        limit_days(facts.proceedings, facts.rules),
        facts.as_at,
        preparation=facts.settings.preparation,
    )
