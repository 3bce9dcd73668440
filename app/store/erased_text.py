"""A text taken out of what is kept: wherever it stands as a word, also within JSON."""

import re
from hashlib import sha256
from mmap import mmap
from random import Random
from typing import Any

import orjson

from app.store.replay import MARK

LEAST = 4
"""Characters below which a text is found in too much else to be taken out."""

_FRAGMENT = re.compile(r"[A-Za-z0-9 .,'()/-]+")
_WORD = re.compile(rb"[0-9a-z_]")
_APART = re.compile(r"[^\w£%]+|_+")
_MEANINGS = "values"
"""Where the mapping of a file says which of our codes its words mean, by those words:
in small letters and without signs (``app.intake.words``)."""
_CHUNK = 1 << 24  # bytes of a file looked through at once
_MARKER = 12  # characters of the digest that stands where the text was


class Eraser:
    """Puts a marker in the place of a text, in any case of its letters.

    The marker is a digest of the text with a salt that is thrown away: the same text
    has the same marker wherever it stood, and nobody can try guesses at it.

    Attributes:
        text: What is taken out.
        marker: What stands in its place.
        count: How often it was found so far.
    """

    def __init__(self, text: str, entropy: Random) -> None:
        salt = entropy.getrandbits(256).to_bytes(32, "big")
        digest = sha256(salt + text.encode()).hexdigest()
        self.text = text
        self.marker = f"{MARK}{digest[:_MARKER]}]"
        self.count = 0
        self._pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)
        plain = _APART.sub(" ", text.casefold().replace("'", "")).strip()
        self._plain = re.compile(rf"(?<!\w){re.escape(plain or text)}(?!\w)")

    def clean(self, value: Any) -> Any:
        """Return a value without the text; lists, objects and JSON are gone through."""
        if isinstance(value, str):
            return self._clean_text(value)
        if isinstance(value, list):
            return [self.clean(each) for each in value]
        if isinstance(value, dict):
            return {
                name: self._clean_meanings(each)
                if name == _MEANINGS and isinstance(each, dict)
                else self.clean(each)
                for name, each in value.items()
            }
        return value

    def _clean_meanings(self, meanings: dict[str, Any]) -> dict[str, Any]:
        return {
            column: {self._clean_key(key): self.clean(code) for key, code in of.items()}
            if isinstance(of, dict)
            else self.clean(of)
            for column, of in meanings.items()
        }

    def _clean_key(self, key: str) -> str:
        cleaned = self._taken_out(key)
        if cleaned == key:
            cleaned, count = self._plain.subn(self.marker, key)
            self.count += count
        return cleaned

    def _clean_text(self, value: str) -> str:
        if value[:1] in ("[", "{", '"'):
            try:
                inside = orjson.loads(value)
            except orjson.JSONDecodeError:
                return self._taken_out(value)
            cleaned = self.clean(inside)
            return value if cleaned == inside else orjson.dumps(cleaned).decode()
        return self._taken_out(value)

    def _taken_out(self, value: str) -> str:
        cleaned, count = self._pattern.subn(self.marker, value)
        self.count += count
        return cleaned

    @property
    def like(self) -> str:
        r"""What SQLite's LIKE (with ``ESCAPE '\'``) finds every candidate by."""
        fragment = max(_FRAGMENT.findall(self.text), key=len, default="")
        escaped = re.sub(r"([\\%_])", r"\\\1", fragment)
        return f"%{escaped}%" if len(fragment) >= LEAST - 1 else "%"

    def is_in(self, content: bytes | mmap) -> bool:
        """Return whether the text stands as a word in bytes of a file."""
        forms = self._forms()
        overlap = max(map(len, forms)) + 2
        for start in range(0, len(content), _CHUNK):
            first = max(start - overlap, 0)
            part = bytes(content[first : start + _CHUNK + 1]).lower()
            if any(_stands_in(form, part) for form in forms):
                return True
        return False

    def _forms(self) -> set[bytes]:
        """Return how the text may be written in a file, its ASCII letters small."""
        texts = {self.text, self.text.lower(), self.text.upper()}
        forms = {text.encode() for text in texts}
        forms |= {orjson.dumps(text)[1:-1] for text in texts}
        forms |= {text.encode("unicode_escape") for text in texts}
        return {form.lower() for form in forms}


def _stands_in(form: bytes, part: bytes) -> bool:
    """Return whether a form stands as a word in bytes, both with small letters."""
    place = part.find(form)
    while place >= 0:
        end = place + len(form)
        around = part[max(place - 1, 0) : place] + part[end : end + 1]
        if _WORD.search(around) is None:
            return True
        place = part.find(form, place + 1)
    return False
