"""Free text: what looks like a person's name or a passcode, which do not belong there.

It warns and never blocks: a street or an operation can look like a name. What it must
not do is cry wolf at every second sentence, so it looks for few, plain forms.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_SEARCHED = 20_000
"""Characters of a text that are looked at."""
MOST_FOUND = 5
"""Findings that are told; the first are enough to make somebody read it again."""
_MOST_PARTS = 3
"""Words that a name has at most."""


class Looks(StrEnum):
    """What a piece of text looks like; the value is how it is said."""

    NAME = "a person's name"
    PASSCODE = "a passcode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A piece of text that looks like something that does not belong there.

    Attributes:
        looks: Like what.
        text: The piece.
        start: Place of its first character in the text, from 0.
        line: Line that it stands on, from 1.
    """

    looks: Looks
    text: str
    start: int
    line: int


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'\u2019]+(?:[A-Z][a-z]+)?(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?"
_TITLES = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Lady|PC|DC|DS|DI|DCI|DSU|WPC|PS|Sgt|Insp"
    r"|Constable|Sergeant|Inspector|Detective|Sheriff)"
)
_TITLED = re.compile(rf"\b{_TITLES}\.?\s+(?:[A-Z]\.?\s+)?{_CAPITALISED}\b")
_RUN = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED})+")
_KEY_WORDS = r"(?:pass\s?codes?|pass\s?words?|pass\s?phrases?|pins?|unlock\s+codes?)"
_GIVEN = re.compile(
    rf"\b{_KEY_WORDS}\b"
    r"(?:\s+(?:for\s+\S+|of\s+\S+|on\s+\S+|to\s+unlock|code|number|no\.?))?"
    r"\s*(?::|=|\bis\b|\bwas\b|-)\s*[\"“'\u2018]?"
    r"(?!not\b|un(?:known|available)\b|required\b|needed\b|refused\b|withheld\b"
    r"|disclosed\b|supplied\b|given\b|provided\b|with\b|in\b|on\b|a\b|the\b|to\b"
    r"|being\b|protected\b|locked\b|held\b|set\b|sealed\b|obtained\b|recorded\b)"
    r"[^\s,;]{3,}",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"\b(?:pin|pass\s?code|password|unlock|code)s?\b\D{0,14}?\b(\d{4,8})\b"
    r"|\b(\d{4,8})\b\D{0,4}?\b(?:pin|pass\s?code|unlocks)\b",
    re.IGNORECASE,
)
_PATTERN = re.compile(
    r"\b(?:unlock\s+)?pattern\b(?:\s+(?:is|unlock|lock))?\s*[:=]?\s*"
    r"((?:[1-9][-, ]?){3,8}[1-9]|[LZSNMUCOX]\b(?:\s*[- ]?shaped?)?)",
    re.IGNORECASE,
)
_BEGINNINGS = _words(
    """
    a about all also an and another any april are as at august before both by can
    december did do does during each east eight evidence february first five for
    four friday from has have he her his how if in into is it its january jul july
    june last march may monday more new next nine no north november october of off
    old on one or other our out please saturday second september seven she six some
    south special sunday ten that the their these they third this those three
    thursday to tuesday two under was we wednesday were west what when where whether
    which who why will with you recover find show look examine locate identify
    establish extract
    """
)
"""Words, in small letters, with which a sentence may begin before a name."""

_NO_NAMES = _words(
    """
    adult advocate airport android apple apps area arson assault association avenue
    bank bay beach bitcoin black blue board branch bridge broadband browser building
    burgh bus cafe calls camera cash castle cathedral causeway cellebrite central
    centre chat chats children church city close club coast code college command
    commercial communications community computer council county court crescent crime
    crown cyber dark data dating death department desktop device devices digital
    discord district division document documents domestic download downloads drive
    drugs edinburgh email emails england estate exhibit exhibits express facebook
    family fatal fields files fiscal folder force fraud galaxy garage gardens gate
    glasgow gold google government grand great green grey group grove hall harbour
    head health high highland highlands hill history holy home hospital hotel house
    housing huawei iii image images infirmary initial instagram internet
    investigation ipad iphone island islands isles justice lake lane laptop law
    library life limited live local location loch london lothian lower ltd mac
    macbook mail main major maps market media memory messages messenger metro
    microsoft middle mill ministry mobile moor motor motorola mountain museum
    national network night nokia northern nursery office online operation outlook
    parade park partnership petition phone photos pixel place plaza plus point
    police port post primary prison pro procurator project property public quay
    queen quick rail railway ram red region regional register report request retail
    river road roads roundabout route royal safari safe samsung school science
    scotland scottish sea search secondary section senior sergeant serious service
    services sex sheriff sheriffdom shop signal sim sky skype snapchat social
    society sony square staff star station steam store strathclyde street studio
    suite summary superstore surface team telecom telegram terminal terrace terror
    theatre threat tiktok time tor tower town trade trading train transport trust
    twitter ultra union unit united university upper valley van victim video videos
    view village viper wales walk warrant watch water way web western whatsapp white
    wholesale wifi windows witness works world xbox yahoo yard young youth youtube
    zone zoom
    """
)
"""Words, in small letters, that make two capitalised words no name."""


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Return what in ``text`` looks like a name or a passcode, in its order."""
    searched = text[:MOST_SEARCHED]
    found = sorted((*_passcodes(searched), *_names(searched)))
    kept: list[Suspicion] = []
    end = -1
    for start, stop, looks in found:
        if start < end or len(kept) == MOST_FOUND:
            continue
        end = stop
        line = searched.count("\n", 0, start) + 1
        piece = " ".join(searched[start:stop].split())
        kept.append(Suspicion(looks=looks, text=piece, start=start, line=line))
    return tuple(kept)


def _passcodes(text: str) -> Iterator[tuple[int, int, Looks]]:
    for form in (_GIVEN, _DIGITS, _PATTERN):
        for match in form.finditer(text):
            yield match.start(), match.end(), Looks.PASSCODE


def _names(text: str) -> Iterator[tuple[int, int, Looks]]:
    for match in _TITLED.finditer(text):
        if match[0].split()[-1].casefold() not in _NO_NAMES | _BEGINNINGS:
            yield match.start(), match.end(), Looks.NAME
    for run in _RUN.finditer(text):
        first, words = 0, run[0].split()
        while words and words[0].casefold() in _BEGINNINGS:
            first += len(words.pop(0)) + 1
        if _is_name(words) and not _after_no_name(text, run.start()):
            yield run.start() + first, run.end(), Looks.NAME


def _is_name(words: list[str]) -> bool:
    if not 2 <= len(words) <= _MOST_PARTS:
        return False
    known = {word.casefold() for word in words}
    return (_NO_NAMES | _BEGINNINGS).isdisjoint(known)


_BEFORE = re.compile(
    r"(?:\b(?:Operation|Op|Exhibit|Model|Samsung|Apple|Sony|Nokia|Huawei|at|in)"
    r"|[\w]\.?[-/])\s*$"
)


def _after_no_name(text: str, start: int) -> bool:
    """Return whether what stands before says that no person is meant."""
    return _BEFORE.search(text[max(start - 14, 0) : start]) is not None
