"""The sentences of what the unit needs in the long run (M16, M17, M37, M60 to M68)."""

from collections.abc import Mapping
from types import MappingProxyType

from app.measures.measure import Measure

QUEUEING_CHOICES: Mapping[str, object] = MappingProxyType(
    {
        "whose": "issued in the last 13 whole weeks",
        "in_time": "were issued",
        "weeks": 26,
        "in_weeks": 26,
        "factor": 4,
        "what": "a measure",
        "event": "an event",
    }
)
"""What stands in these sentences where a figure makes no other choice."""

WITHIN_TARGET = Measure(
    code="M16",
    label="Within target",
    unit="%",
    sentence=(
        "Of the requests {whose}, those that {in_time} no later than their first target"
        " day; where none was set, no later than the days that their priority is given"
        " from the receipt of the last exhibit needed."
    ),
)
"""M16."""

TIME_TO_ISSUE = Measure(
    code="M17",
    label="Time to issue",
    unit="days",
    sentence=(
        "Calendar days from the receipt of the last exhibit needed to the first issue,"
        " of the requests received in the last {weeks} whole weeks and since, those"
        " still open counted as having waited at least so long, those that left without"
        " a result until they did (Kaplan and Meier); {which} value."
    ),
)
"""M17."""

BEFORE_AND_AFTER = Measure(
    code="M37",
    label="Before and after",
    unit="change",
    sentence=(
        "Change of {what} at {event}, by a straight line through the weeks before and"
        " another through those after it: the step between the lines in the first week"
        " after, and how much steeper the second is; 95 % intervals by Newey and West,"
        " which allow for weeks that resemble those before them."
    ),
)
"""M37."""

LONG_RUN = (
    Measure(
        code="M60",
        label="Traffic intensity",
        unit="%",
        sentence=(
            "In hours: estimated effort of the requests accepted in the last {weeks}"
            " whole weeks as a share of the net capacity (M31) of the same weeks; in"
            " requests: accepted as a share of issued. At 100% and above a backlog only"
            " grows."
        ),
    ),
    Measure(
        code="M61",
        label="Target size",
        unit="requests",
        sentence=(
            "What may be outstanding if the mean wait is to be the target of each"
            " priority divided by {factor}, at the demand of the last {weeks} whole"
            " weeks: demand times target divided by {factor}, summed over priorities"
            " (Little's law). With a quarter about 2% of waits are over target."
        ),
    ),
    Measure(
        code="M62",
        label="Relief capacity",
        unit="h/week",
        sentence=(
            "Demand a week of the last {weeks} whole weeks, plus what is outstanding"
            " beyond the target size (M61) divided by {in_weeks} weeks: the capacity"
            " that reaches the target size by then."
        ),
    ),
    Measure(
        code="M63",
        label="Sustaining capacity",
        unit="h/week",
        sentence=(
            "The capacity a week at which, in the long run, the mean wait is the target"
            " divided by {factor}, given how demand and effort varied in the last"
            " {weeks} whole weeks; the target is the mean over priorities, weighted by"
            " their hours."
        ),
    ),
    Measure(
        code="M64",
        label="Pressure",
        unit="x",
        sentence=(
            "Twice the mean, over outstanding requests (B3), of calendar days since the"
            " receipt of the last exhibit needed divided by the days that the priority"
            " is given; above 1 targets will be missed."
        ),
    ),
    Measure(
        code="M65",
        label="Time to clear",
        unit="weeks",
        sentence=(
            "Work in queue (M08) divided by the mean weekly net capacity (M31) of the"
            " next 13 weeks, if nothing new came; and, down to the target size (M61),"
            " the hours beyond it divided by that capacity less the demand of the last"
            " {weeks} whole weeks."
        ),
    ),
    Measure(
        code="M66",
        label="Expected wait",
        unit="weeks",
        sentence=(
            "Mean wait from acceptance to the start in the long run, if nothing"
            " changes: strict priority before as many examiners alike as have net hours"
            " in the next 13 weeks (Cobham), at the demand of the last {weeks} whole"
            " weeks, scaled for how demand and effort vary; skills, holds and targets"
            " are left aside."
        ),
    ),
    Measure(
        code="M67",
        label="Agreement of records",
        unit="%",
        sentence=(
            "Requests accepted a week times the mean stay of those that left the"
            " outstanding backlog (B3), less its mean size, as a share of that size,"
            " over the last 52 whole weeks (Little's law); a warning beyond 10%."
        ),
    ),
    Measure(
        code="M68",
        label="Effort against estimate",
        unit="%",
        sentence=(
            "Examiner hours logged by the end of the day on the requests issued in the"
            " last {weeks} whole weeks, as a share of the hours estimated for them; of"
            " requests with both."
        ),
    ),
)
"""M60 to M68."""
