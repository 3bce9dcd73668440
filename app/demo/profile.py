"""The parameters of Strathmore DFU, a fictional unit, as data.

They are those of the domain reference, section 6: published Scottish figures divided
by six where there are any, and the judgement of the authors elsewhere. Every division,
person and number here is made up.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.casework.vocabulary import Term, Vocabulary

SEED = 20_261_103
"""Seed of the demo unit as it ships."""

WEEKS = 208
"""Weeks of history: four years."""

DEMO_AS_AT = date(2026, 11, 1)
"""Last day of the history, a Sunday."""

START = DEMO_AS_AT - timedelta(weeks=WEEKS) + timedelta(days=1)
"""First day of the history, a Monday; days of the story are counted from it."""

DAYS = WEEKS * 7

UNIT = "Strathmore DFU"
ORGANISATION = "Strathmore Police (fictional)"

DIVISIONS = (
    ("DIV_CITY", "City of Strathmore", 0.17),
    ("DIV_BRACK", "Brackenshaw", 0.13),
    ("DIV_CALD", "Calderhaugh", 0.11),
    ("DIV_DUNM", "Dunmarrow", 0.10),
    ("DIV_ESK", "Eskinvale", 0.08),
    ("DIV_FERN", "Fernhaugh", 0.07),
    ("DIV_GLEN", "Glenarrow", 0.065),
    ("DIV_HARL", "Harlinmoss", 0.055),
    ("DIV_INVER", "Inverloan", 0.05),
    ("DIV_KIRK", "Kirkaven", 0.045),
    ("DIV_LOCH", "Lochwarren", 0.04),
    ("DIV_RED", "Redhaugh", 0.035),
    ("DIV_ISLES", "Skerravoe Isles", 0.03),
    ("NAT_UNITS", "National units", 0.02),
)
"""Code, label and share of the requests of each requesting division."""

ISLAND = "DIV_ISLES"
"""The division that waits longest."""

DIVISION_LIST = Vocabulary(
    name="requesting_division",
    terms=tuple(
        Term(
            code=code,
            label=label,
            guidance="Fictional division of the demo unit.",
            order=(place + 1) * 10,
        )
        for place, (code, label, _) in enumerate(DIVISIONS)
    ),
)

PRIORITIES = (0.05, 0.20, 0.50, 0.25)
"""Share of requests by priority, P1 to P4, in the first year."""

URGENT_CREEP = 0.015
"""What the share of P2 gains a year, at the cost of P3."""

TARGET_DAYS = (1, 14, 60, 120)
"""Days from receipt to the target, by priority."""

OFFENCES = (
    *(("IIOC", 0.24), ("GROOM", 0.08), ("SELF_GEN", 0.04), ("LIVE_CSA", 0.02)),
    *(("RAPE_SEX", 0.11), ("CSA_CONTACT", 0.03)),
    *(("DRUGS", 0.10), ("SOC", 0.04), ("HOMICIDE", 0.03), ("VIOLENCE", 0.06)),
    *(("DOM_ABUSE", 0.08), ("FRAUD", 0.04), ("CYBER", 0.03)),
    *(("UNEXPL_DEATH", 0.03), ("MISSING", 0.02), ("THREATS", 0.01), ("OTHER", 0.04)),
)
ONLINE_ABUSE = frozenset({"IIOC", "GROOM", "SELF_GEN", "LIVE_CSA"})
"""Offences that count as online child sexual abuse: 38 % of requests."""

CUSTODY = (
    *(("RELEASED_NOT_CHARGED", 0.36), ("NOT_ARRESTED", 0.10), ("UNDERTAKING", 0.06)),
    *(("BAIL_SUMMARY", 0.06), ("PETITION_BAIL", 0.27), ("PETITION_CUSTODY", 0.08)),
    *(("INQUIRY", 0.02), ("NO_ACCUSED", 0.05)),
)

EXHIBIT_TYPES = (
    *(("PHONE_SMART", 0.54), ("PHONE_BASIC", 0.03), ("TABLET", 0.07)),
    *(("LAPTOP", 0.09), ("DESKTOP", 0.04), ("HDD_EXT", 0.045), ("HDD_INT", 0.025)),
    *(("SSD_INT", 0.02), ("USB", 0.05), ("CARD", 0.03), ("CONSOLE", 0.015)),
    *(("CCTV", 0.015), ("SIM", 0.01), ("WEARABLE", 0.005), ("OTHER", 0.015)),
)
MEAN_EXHIBITS = 2.9
"""Mean of the distribution; immediate requests have one, so that all have 2.8."""

MOST_EXHIBITS = 30
SCOPE = 1.25
"""Exhibits asked for, for each one agreed."""

OWNERS = (
    *(("SUSPECT", 0.78), ("VICTIM", 0.11), ("WITNESS", 0.06), ("THIRD_PARTY", 0.03)),
    *(("DECEASED", 0.01), ("UNKNOWN", 0.01)),
)

QUESTIONS = (
    "Messages and calls between the parties in the month before the report.",
    "Location of the handset on the day of the incident.",
    "Pictures and recordings made at the time of the incident.",
    "Contacts and group messages that show supply.",
    "Who used the account, and when.",
    "Searches and downloads in the week before.",
    "Payments and records of money received.",
)
ABUSE_QUESTIONS = (
    "Whether indecent images are present, how many and of which category.",
    "Whether images were shared, and with whom.",
    "Messages with children, and accounts used for them.",
    "Whether images were made by the user, and where.",
)
"""What is to be answered: general words, no person and no place."""

MOBILE = frozenset({"PHONE_SMART", "PHONE_BASIC", "TABLET", "SIM", "WEARABLE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A kind of examination and the hours that it takes.

    Attributes:
        type: Code of the examination type.
        level: Its level; None where it has none.
        share: Share of the exhibits of its kind.
        median: Median of the examiner hours.
        mean: Mean of the examiner hours.
    """

    type: str
    level: str | None
    share: float
    median: float
    mean: float


WORK = {
    "mobile": (
        Work(type="MOB_L1", level="1", share=0.45, median=3.0, mean=3.6),
        Work(type="MOB_L2", level="2", share=0.47, median=5.0, mean=6.5),
        Work(type="MOB_L3", level="3", share=0.08, median=14.0, mean=20.0),
    ),
    "computer": (
        Work(type="COMP_PREV", level="1", share=0.30, median=2.5, mean=3.2),
        Work(type="COMP_TGT", level="2", share=0.55, median=12.0, mean=16.0),
        Work(type="COMP_FULL", level="3", share=0.15, median=32.0, mean=42.0),
    ),
    "drive": (Work(type="COMP_TGT", level="2", share=1.0, median=6.0, mean=8.0),),
    "small": (Work(type="MEDIA", level="1", share=1.0, median=1.2, mean=1.8),),
    "console": (Work(type="COMP_TGT", level="2", share=1.0, median=4.5, mean=6.0),),
    "footage": (Work(type="VID", level="2", share=1.0, median=3.0, mean=4.0),),
    "other": (Work(type="TRI_LAB", level="1", share=1.0, median=5.0, mean=8.0),),
}
"""Kinds of examination by group of exhibits (domain reference, section 6.2)."""

GROUP_OF = {
    **dict.fromkeys(("PHONE_SMART", "PHONE_BASIC", "TABLET"), "mobile"),
    **dict.fromkeys(("LAPTOP", "DESKTOP"), "computer"),
    **dict.fromkeys(("HDD_EXT", "HDD_INT", "SSD_INT"), "drive"),
    **dict.fromkeys(("USB", "CARD", "SIM"), "small"),
    "CONSOLE": "console",
    "CCTV": "footage",
    "WEARABLE": "other",
    "OTHER": "other",
}
GRADING = Work(type="GRADE", level="2", share=0.38, median=6.0, mean=10.0)
REPORT = Work(type="REPORT", level=None, share=1.0, median=4.0, mean=5.0)

MEAN_EFFORT = 29.3
"""Hours of a request in the first year; the sample is scaled to it by half-years."""

ESTIMATE = 0.93
"""Hours estimated for each hour that work takes in the end: estimates run low."""

EFFORT_GROWTH = 0.03
"""Growth of the effort of a request, a year."""

ARRIVALS = 13.0
"""Requests accepted a week in the first year."""

ARRIVALS_GROWTH = 0.05

MONTH_ARRIVALS = (
    *(1.02, 1.04, 1.04, 0.97, 1.02, 1.00),
    *(0.93, 0.95, 1.05, 1.07, 1.05, 0.86),
)
"""Seasonal factor of arrivals, January to December."""

CAMPAIGN = (131, 5, 0.60)
"""Enforcement campaign: first week, weeks, and what it adds to arrivals."""

OPENING_REQUESTS = 149
OPENING_EFFORT = 4133.0
"""What was open, and the hours in it, when the history begins."""

RETURNED, REJECTED, WITHDRAWN = 0.09, 0.06, 0.03
"""Gate outcomes of 100 submitted: returned once then accepted, rejected, withdrawn."""

HOLDS = 0.35
"""Share of requests that are once on hold."""

HOLD_MEAN = 24.0
"""Mean days on hold."""

HOLD_REASONS = (
    *(("H_INFO", 0.30), ("H_EXHIB", 0.22), ("H_LOCK", 0.18), ("H_COPFS", 0.08)),
    *(("H_TOOL", 0.07), ("H_STAFF", 0.08), ("H_CONSENT", 0.04), ("H_CAID", 0.03)),
)
REVIEW_FAILS = 0.09
REWORK_MEAN = 3.0
"""Hours of rework after a failed review."""

OUTSIDE = 0.015
"""Share of requests that go to an outside provider."""

DROPPED, ADDENDA, REOPENED = 0.012, 0.006, 0.002
"""Shares of accepted requests that are withdrawn, added to, and reopened."""

PROSECUTOR_DATES = 0.30
"""Share of requests with a day set by the prosecutor."""

MISSING_FACT = 0.03
"""Share of requests without division, and likewise without offence."""

MISSING_ESTIMATE = 0.03
"""Share of accepted requests without an estimate."""
