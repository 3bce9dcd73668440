"""What an outcome rests on, and what it leaves out, in sentences."""

from app.scenario.frame import Frame
from app.scenario.levers import Grows, Serves


def assumptions_of(frame: Frame) -> tuple[str, ...]:
    """Return what the outcome assumes, the main one first."""
    study, crew = frame.study, frame.crew
    weeks = max(frame.scenario.weeks, 1)
    arriving = sum(float(one[:, :weeks].mean()) for one in study.futures)
    grown = " before the changes of this scenario" if frame.scenario.of(Grows) else ""
    found = [
        f"About {arriving:.1f} requests are accepted a week{grown}, and"
        f" {crew.productive / weeks:,.0f} hours a week go to casework.",
        "Leave not booked yet is allowed for as in the same months of the last two"
        " years.",
        "Skills, equipment and agreements that end are taken as renewed.",
        "Requests to come are like those of the last year; their hours are those that"
        " completed requests of their type took.",
        *_estimates(study.situation.past.ratio),
    ]
    return tuple(found)


def _estimates(ratio: float) -> tuple[str, ...]:
    """Return how the hours of open requests differ from their estimates, if they do."""
    change = round(100 * (ratio - 1))
    if not change:
        return ()
    way = "more" if change > 0 else "fewer"
    return (
        f"Completed requests took {abs(change)}% {way} hours than estimated; open ones"
        " are taken to do so too.",
    )


def notes_of(frame: Frame) -> tuple[str, ...]:
    """Return what the outcome leaves out or could not take."""
    situation, lines = frame.study.situation, frame.lines
    found = [*frame.study.notes]
    for skill, waiting, yearly in lines.missing:
        found.append(
            f"Nobody is current in {situation.name(skill)}: {waiting:,} open requests"
            f" and about {yearly:,.0f} a year wait for ever in this reckoning."
        )
    held = [one.label for one in frame.limits]
    if held:
        found.append(f"Equipment may hold work up: {', '.join(held)}.")
    if lines.is_flagged and lines.exposure is not None:
        found.append(
            "Exposed work is limited by person and week; about a third of the hours of"
            " such requests is taken to be spent on the material."
        )
    if not frame.scenario.of(Serves) and any(
        row.served_as != row.level for row in situation.open_rows
    ):
        found.append(
            "Open requests that have waited long are served one class higher, as on"
            " the Queue page; those to come are not raised."
        )
    found.append(
        "Work that was begun is not interrupted, so the most urgent wait for somebody"
        " to be free."
    )
    known = situation.past.hours.get("")
    if known is None or len(known) < 30:
        found.append(
            "Few requests have recorded hours, so effort rests on estimates and norms."
        )
    return tuple(found)
