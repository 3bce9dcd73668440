"""Files of clock rules: read as TOML, and what is wrong said with its line."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from app.errors import VocabularyError
from app.rules.clock import EVENTS, Rule, RuleSet, Verified

_LINE = re.compile(r"\(at line (\d+)")
_TABLE = re.compile(r"\s*\[\[\s*rule\s*\]\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_TOP = -1
_NEEDED = ("id", "label", "consequence", "starts", "source", "verified")

Lines = dict[tuple[int, str], int]
"""Line of each key, by the number of its rule from 0; -1 stands for the file itself.

The line of a rule itself stands under the empty key.
"""


def parse_rules(name: str, text: str, codes: Collection[str] = ()) -> RuleSet:
    """Return the rules that the text of a TOML file holds.

    Args:
        name: Name of the file without its ending, such as ``scotland``.
        text: What it holds.
        codes: Every code of the custody or court status; empty not to check them.

    Raises:
        VocabularyError: What is wrong, with the file and its line.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at.group(1)) if at else len(text.splitlines())
        raise _fault(name, line, "cannot be read", str(error)) from error
    lines = lines_of(text)
    tables = found.pop("rule", [])
    head = _checked(name, lines, _TOP, found, _HEAD)
    rules = tuple(_rule(name, lines, at, one) for at, one in enumerate(tables))
    _check_together(name, lines, rules)
    _check_codes(name, lines, rules, codes)
    return RuleSet(name=name, rules=rules, **head)


def lines_of(text: str) -> Lines:
    """Return the line of each key of a file of rules."""
    lines: Lines = {(_TOP, ""): 1}
    table = _TOP
    for number, line in enumerate(text.splitlines(), start=1):
        if _TABLE.match(line):
            table += 1
            lines[table, ""] = number
        elif found := _KEY.match(line):
            lines.setdefault((table, found.group(1)), number)
    return lines


def _rule(name: str, lines: Lines, at: int, table: Mapping[str, Any]) -> Rule:
    facts = _checked(name, lines, at, table, _RULE)
    for key in _NEEDED:
        if key not in facts:
            raise _fault(name, lines[at, ""], f"begins a rule that has no {key}")
    try:
        return Rule(**facts)
    except VocabularyError as error:
        line = next((lines[at, k] for k in _BOUNDS if (at, k) in lines), lines[at, ""])
        raise _fault(name, line, f"is wrong: {error.message}") from error


def _checked(
    name: str, lines: Lines, at: int, table: Mapping[str, Any], kinds: "Kinds"
) -> dict[str, Any]:
    """Return the values of a table by attribute, each of its kind."""
    facts = {}
    for key, value in table.items():
        line = lines.get((at, key), lines[at, ""])
        if key not in kinds:
            known = ", ".join(kinds)
            why = f"has “{key}”, which is no word of such a file"
            raise _fault(name, line, why, remedy=f"The words are: {known}.")
        attribute, take = kinds[key]
        try:
            facts[attribute] = take(value)
        except (TypeError, ValueError) as error:
            raise _fault(name, line, f"has a wrong {key}: {error}") from error
    return facts


def _check_together(name: str, lines: Lines, rules: tuple[Rule, ...]) -> None:
    seen: set[str] = set()
    for at, rule in enumerate(rules):
        if rule.id in seen:
            raise _fault(name, lines[at, "id"], f"has the rule {rule.id} again")
        seen.add(rule.id)
    for at, rule in enumerate(rules):
        if rule.replaces and rule.replaces not in seen:
            line = lines[at, "replaces"]
            raise _fault(name, line, f"replaces {rule.replaces}, which is no rule")


def _check_codes(
    name: str, lines: Lines, rules: tuple[Rule, ...], codes: Collection[str]
) -> None:
    for at, rule in enumerate(rules):
        if unknown := [code for code in rule.custody if codes and code not in codes]:
            line = lines[at, "custody"]
            raise _fault(name, line, f"has {unknown[0]}, which is no custody status")


def _fault(
    name: str, line: int, why: str, detail: str = "", remedy: str = ""
) -> VocabularyError:
    return VocabularyError(
        f"Line {line} of the clock file {name}.toml {why}.",
        remedy=remedy or "Correct the line, then open the store again.",
        detail=detail,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("it must be words in quotation marks")
    return value.strip()


def _length(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 4000:
        raise ValueError("it must be a whole number from 1 to 3999")
    return value


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("it must be true or false")
    return value


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError("write the day as 2025-11-30, without quotation marks")
    return value


def _event(value: Any) -> str:
    if value not in EVENTS:
        raise ValueError(f"it must be one of {', '.join(EVENTS)}")
    return str(value)


def _events(value: Any) -> tuple[str, ...]:
    return tuple(_event(one) for one in _words(value))


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("it must be a list in square brackets")
    return tuple(_text(one) for one in value)


def _verified(value: Any) -> Verified:
    if value not in tuple(Verified):
        raise ValueError(f"it must be one of {', '.join(Verified)}")
    return Verified(value)


Kinds = Mapping[str, tuple[str, Callable[[Any], Any]]]
"""Of each word of a file, the attribute it gives and what takes its value."""

_BOUNDS = ("valid_to", "months", "days")
_HEAD: Kinds = {
    "title": ("title", _text),
    "checked_on": ("checked_on", _day),
    "example": ("is_example", _yes),
}
_RULE: Kinds = {
    "id": ("id", _text),
    "label": ("label", _text),
    "consequence": ("consequence", _text),
    "starts": ("starts", _event),
    "otherwise_starts": ("otherwise_starts", _event),
    "days": ("days", _length),
    "months": ("months", _length),
    "counts_start": ("counts_start", _yes),
    "custody": ("custody", _words),
    "when_unknown": ("when_unknown", _yes),
    "met_by": ("met_by", _events),
    "decided_by": ("decided_by", _event),
    "valid_from": ("valid_from", _day),
    "valid_to": ("valid_to", _day),
    "replaces": ("replaces", _text),
    "governs": ("governs", _yes),
    "in_use": ("is_used", _yes),
    "source": ("source", _text),
    "verified": ("verified", _verified),
    "note": ("note", _text),
}
