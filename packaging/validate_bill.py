"""Validates a bill of materials strictly against CycloneDX 1.6, by its own library."""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main(names: list[str]) -> int:
    """Validate the file named; return 0 when it holds."""
    text = Path(names[0]).read_text("utf-8")
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        sys.stdout.write(f"   bill of materials: {problem}\n")
        return 1
    sys.stdout.write("   bill of materials: valid CycloneDX 1.6 by its own tool\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
