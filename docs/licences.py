"""Lists the licence of every package that this environment pins: those the library needs, those an extra brings, those for development."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PINS = Path(__file__).resolve().parents[1] / "requirements.lock"
_NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def pinned() -> list[str]:
    """The names in the lock file, in order."""
    return sorted({found[1] for line in PINS.read_text(encoding="utf-8").splitlines() if (found := _NAME.match(line))}, key=str.casefold)


def needed(names: Iterable[str], extras: Iterable[str] = ()) -> set[str]:
    """The names of packages and of all they need here, in lower case; of the first also what their extras bring."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if _plain(name) in found:
            continue
        found.add(_plain(name))
        for line in _requires(name):
            wanted, _, condition = line.partition(";")
            extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", condition)
            if not extra or (extra[1] in extras and _plain(name) == "tradebrief"):
                waiting += _NAME.findall(wanted.strip())
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def licence_of(package: Distribution) -> str:
    """What a package says of its licence: the expression, else what it is classified as, else the first line of its words or of its licence's."""
    about = package.metadata
    if expression := about.get("License-Expression"):
        return str(expression)
    classes = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or [] if one.startswith("License ::")]
    texts = (file.read_text() for file in package.files or () if file.name.upper().startswith("LICEN"))
    said = (about.get("License") or next(texts, "") or "").strip().splitlines()
    return ", ".join(one for one in classes if one != "OSI Approved") or (said[0][:80] if said else "")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """What it is for, name, version and licence of each package that is pinned and installed."""
    library, every = needed(["tradebrief"]), needed(["tradebrief"], ("app", "curate", "dask", "docx", "pdf"))
    for name in pinned():
        try:
            package = distribution(name)
        except PackageNotFoundError:  # for another system or Python
            continue
        use = "library" if _plain(name) in library else "extra" if _plain(name) in every else "development"
        yield use, package.metadata["Name"], package.version, licence_of(package)


def main() -> int:
    """Print the list; the exit code says whether each package tells its licence."""
    found = sorted(rows(), key=lambda row: (("library", "extra", "development").index(row[0]), row[1].casefold()))
    for use, name, version, licence in found:
        print(f"{use:12} {name:36} {version:18} {licence or 'not told'}")
    print(f"{len(found)} packages, {sum(not row[3] for row in found)} without a licence in their metadata.")
    return 1 if any(not row[3] for row in found) else 0


if __name__ == "__main__":
    sys.exit(main())
