"""What forms offer of posts: which are vacant, and who is free to hold one."""

from datetime import date

from app.reports.chart import number_text
from app.workforce.establishment import establishment
from app.workforce.team import Team


def post_choices(team: Team, day: date, also: str = "") -> list[tuple[str, str]]:
    """Return uids and labels of the posts funded on a day, with what is vacant.

    Args:
        team: The team with its posts.
        day: The day.
        also: Uid of a post that is offered though it is not funded.
    """
    return [
        (one.post.uid, _label(one.post.label, one.vacant))
        for one in establishment(team, day).posts
        if one.is_funded or one.post.uid == also
    ]


def free_person(team: Team, post: str, day: date) -> str:
    """Return the uid of the first person of the role of a post who is to hold none.

    Args:
        team: The team with its people.
        post: Uid of the post.
        day: Day from which on nothing is to be held.

    Returns:
        The uid; empty if there is nobody.
    """
    role = next((one.role for one in team.posts if one.uid == post), "")
    holders = {
        held.person
        for held in team.postings
        if held.valid_to is None or held.valid_to >= day
    }
    for one in team.people:
        is_staying = one.ends_on is None or one.ends_on >= day
        if one.role == role and is_staying and one.uid not in holders:
            return one.uid
    return ""


def _label(label: str, vacant: float) -> str:
    return f"{label} ({number_text(vacant, 1)} h vacant)" if vacant else label
