"""Give a reader of bytes from outside what atheris finds, for as long as it is told.

    python -m tests.faults.fuzz_readers NAME CORPUS [-max_total_time=SECONDS]

``NAME`` is one of ``targets.TARGETS``. What makes it take another way through our code
is kept in the folder ``CORPUS``. It ends with an error at the first input that is
neither read nor refused, and leaves it in the folder as ``crash-…``. Not collected by
pytest: ``python3 dev.py fuzz`` brings atheris and runs it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["app"]):
    from tests.faults.targets import KNOWN, tried


def main(arguments: list[str]) -> None:
    """Fuzz one reader."""
    name, corpus = arguments[1], Path(arguments[2])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(KNOWN):
        (corpus / f"known-{number}").write_bytes(piece)
    words = [f"-artifact_prefix={corpus}/", "-max_len=4096", "-rss_limit_mb=4096"]

    def give(content: bytes) -> None:
        tried(name, content)

    atheris.Setup([arguments[0], str(corpus), *words, *arguments[3:]], give)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
