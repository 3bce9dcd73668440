"""The backlog that would follow from the rows of a file."""

from datetime import date

from app.casework.request import Request, Status
from app.intake.request_rows import CheckedRequest
from ui.import_preview import month_ends, outstanding, preview_chart


def checked(*steps):
    request = Request(
        uid="", reference="DF-1", status=steps[-1][0], received_on=steps[0][1]
    )
    return CheckedRequest(line=2, request=request, steps=steps, exhibits={})


OPEN = checked((Status.ACCEPTED, date(2026, 1, 10)), (Status.ON_HOLD, date(2026, 2, 1)))
DONE = checked((Status.ACCEPTED, date(2026, 1, 5)), (Status.ISSUED, date(2026, 2, 28)))
WAITING = checked((Status.SUBMITTED, date(2026, 1, 5)))


def test_months_end_with_the_day_itself():
    assert month_ends(date(2026, 3, 14), 2) == [
        *(date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 14))
    ]


def test_a_request_counts_from_acceptance_to_the_day_before_issue():
    days = [date(2026, 1, 4), date(2026, 1, 31), date(2026, 2, 27), date(2026, 2, 28)]
    assert outstanding([OPEN, DONE, WAITING], days) == [0, 2, 2, 1]


def test_the_chart_says_what_is_outstanding_today():
    chart = preview_chart([OPEN, DONE], date(2026, 3, 14))
    assert chart.series[0].values[-1] == 1
    assert chart.description.endswith("as at 14 March 2026: 1.")


def test_a_file_without_requests_has_a_chart_of_nothing():
    assert preview_chart([], date(2026, 3, 14)).series[0].values == (0.0,)
