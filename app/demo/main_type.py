"""What a request is mainly about: its examination type and its highest level."""

from collections import Counter

from app.demo.case import Case


def main_type(case: Case) -> str:
    """Return the examination type that takes most of the hours estimated."""
    hours: Counter[str] = Counter()
    for task in case.tasks:
        if task.device is not None:
            hours[task.type] += round(4 * task.estimate)
    return max(sorted(hours), key=lambda type_: hours[type_])


def highest_level(case: Case) -> str:
    """Return the highest level of its examinations; empty if none has one."""
    return max((task.level or "" for task in case.tasks), default="")
