"""The tab of the course: stays drawn and in words, targets and limits."""

from datetime import date

from app.casework.course import Stay, stays_of
from app.casework.request import Status
from app.reports.chart import day_text
from app.reports.history_words import reason_text
from app.rules.clock import PLANNING_AID, LimitState
from ui.controls.card import Card
from ui.request.lines import Line, Lines, LinesView
from ui.request.sight import CaseSight
from ui.request.strip import DONE, CourseStrip, Mark
from ui.request.tab import Tab


class TimelineTab(Tab):
    """Shows how long the request was in each status, against its days."""

    def __init__(self) -> None:
        super().__init__()
        self.strip = CourseStrip()
        head = ("Status", "Why", "From", "To", "Days")
        self.view = LinesView(
            Lines(head, (4,)), "Stays in statuses", (220, 0, 130, 130, 80)
        )
        self.add_bar()
        card = Card()
        card.body.addWidget(self.strip)
        self.paper.addWidget(card)
        self.paper.addWidget(self.view, 1)

    def fill(self, sight: CaseSight) -> None:
        stays = stays_of(sight.case.entries)
        names = {
            status: sight.names.label("request_status", status.value)
            for status in Status
        }
        self.strip.show_course(stays, names, marks_of(sight), sight.as_at)
        self.view.show_lines(
            [
                Line(
                    cells=(
                        names[stay.status],
                        reason_text(stay.reason, sight.names),
                        day_text(stay.entered_on),
                        day_text(stay.left_on) if stay.left_on else "now",
                        _days(stay, sight),
                    ),
                    value=stay,
                    tone="watch" if stay.status is Status.ON_HOLD else "",
                )
                for stay in reversed(stays)
            ]
        )
        aid = f" Limits: {PLANNING_AID}." if sight.limits else ""
        self.said.setText(f"{_sentence(sight)}{aid}")


def _days(stay: Stay, sight: CaseSight) -> str:
    is_over = stay.left_on is None and stay.status in DONE
    return "" if is_over else f"{stay.days(sight.as_at):,}"


def marks_of(sight: CaseSight) -> list[Mark]:
    """Return the days that are drawn as lines."""
    request, found = sight.request, list[Mark]()
    first, target = request.original_target_on, request.target_on
    if first is not None and first != target:
        found.append(Mark(day=first, words="First target", tone="muted"))
    if target is not None:
        found.append(Mark(day=target, words="Target", tone="accent"))
    if request.received_on is not None:
        received = request.received_on
        found.append(Mark(day=received, words="Received", tone="text", is_dashed=False))
    for limit in sight.limits:
        if limit.state(sight.as_at) is LimitState.RUNNING:
            words = f"Limit {limit.accused}".strip()
            found.append(Mark(day=limit.day, words=words, tone="bad", is_dashed=False))
    return found


def _sentence(sight: CaseSight) -> str:
    request, age = sight.request, sight.age()
    parts = [_target("Target", request.target_on)]
    if request.original_target_on != request.target_on:
        parts.append(_target("first target", request.original_target_on))
    is_over = request.issued_on or request.closed_on
    waited = f"It took {age:,} days" if is_over else f"{age} days since receipt"
    return f"{waited if age is not None else 'Not yet received'}. {', '.join(parts)}."


def _target(words: str, day: date | None) -> str:
    return f"{words} {day_text(day)}" if day else f"{words} not set"
