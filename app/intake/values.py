"""A source's words in coded columns to our codes: guessed, then edited by the user."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.casework.vocabulary import Vocabulary
from app.intake.words import Synonyms, plain

YES, NO = "yes", "no"
"""The codes of a flag."""

FLAG = Vocabulary("flag", ())
"""Stands for the code list of a yes-or-no field, which needs none."""

_FLAG_WORDS = {
    YES: ("y", "yes", "true", "t", "1", "x", "ticked", "confirmed"),
    NO: ("n", "no", "false", "f", "0", "not", "none", "nil"),
}
NOTHING = frozenset(("", "n a", "na", "none", "null", "nil", "not known", "tbc"))
"""Texts, as ``plain`` gives them, that say that nothing is recorded."""

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueGuess:
    """What the texts of one coded column may mean.

    Attributes:
        codes: Our code for each text that was understood, texts as ``plain`` gives.
        unknown: The texts that were not understood, as written, with how many rows
            have each, commonest first.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[tuple[str, int], ...] = ()


def guess_values(
    cells: Iterable[str],
    vocabulary: Vocabulary,
    synonyms: Synonyms,
    *,
    by_part: bool = True,
) -> ValueGuess:
    """Return our code for each text: by code, by label, by a word that is known.

    Args:
        cells: The texts.
        vocabulary: The code list.
        synonyms: Words for each of its codes.
        by_part: Whether a text that has all the words of one label alone, or the
            reverse, is taken for it; the others are left to the user.
    """
    counted = Counter(cell.strip() for cell in cells)
    known = _known(vocabulary, synonyms)
    codes: dict[str, str] = {}
    unknown: Counter[str] = Counter()
    for cell, count in counted.items():
        text = plain(cell)
        code = known.get(text)
        if code is None and by_part:
            code = _by_words(text, vocabulary)
        if code is not None:
            codes[text] = code
        elif text not in NOTHING:
            unknown[cell[:_LONGEST_SHOWN]] += count
    return ValueGuess(codes=codes, unknown=tuple(unknown.most_common()))


def _known(vocabulary: Vocabulary, synonyms: Synonyms) -> dict[str, str]:
    if vocabulary is FLAG:
        words = [*_FLAG_WORDS.items(), *synonyms.items()]
        return {plain(word): flag for flag, each in words for word in each}
    known = {
        plain(word): code
        for code, words in synonyms.items()
        for word in words
        if code in vocabulary
    }
    known |= {plain(term.label): term.code for term in vocabulary.terms}
    known |= {plain(term.code): term.code for term in vocabulary.terms}
    return known


def _by_words(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the only term whose label has all words of ``text``, or the reverse."""
    words = set(text.split())
    if not words or max(map(len, words)) < 4:
        return None
    labels = {term.code: set(plain(term.label).split()) for term in vocabulary.terms}
    found = [code for code, label in labels.items() if words <= label or label <= words]
    return found[0] if len(found) == 1 else None
