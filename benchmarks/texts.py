"""How well candidates agree with a person, and how long files as they come take: run ``python benchmarks/texts.py``, with ``-v`` for what differs.

Precision and recall over the texts of ``tests/coded_texts``; seconds of a text of 5 MB and a PDF of 200 pages, as whole commands, and of 200,000 trade lines.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from coded import LANGUAGES, SORTS, measured
from tradebrief.analysis.exposure.lines import read_lines

ENOUGH = {
    "english": {"days": 0.9, "figures": 0.9, "people": 0.8, "kinds": 0.8},
    "japanese": {"days": 0.8, "figures": 0.8, "people": 0.7, "kinds": 0.7},
}
SENTENCE = "On June {day} the envoy said that a {rate} percent duty on cars from Japan would be lifted after talks with the President of the United States. "


def long_text(size: int) -> str:
    """A text of so many bytes, each sentence of it with a day and a figure."""
    count = size // len(SENTENCE) + 1
    body = [SENTENCE.format(day=number % 30 + 1, rate=number % 97 + 1) for number in range(count)]
    return "\n\n".join("".join(body[at : at + 5]) for at in range(0, count, 5))[:size]


def long_pdf(pages: int) -> bytes:
    """A PDF of so many pages of prose, some 3,000 letters each."""
    import textwrap

    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_pdf import PdfPages

    made = io.BytesIO()
    with plt.rc_context({"pdf.fonttype": 42}), PdfPages(made) as file:
        for page in range(pages):
            figure = plt.figure(figsize=(8, 11))
            figure.text(0.08, 0.05, "\n".join(textwrap.wrap(long_text(3000 + page), 90)), fontsize=9)
            file.savefig(figure)
            plt.close(figure)
    return made.getvalue()


def main() -> None:
    """Print both tables."""
    print(f"{'':24}{'precision':>10}{'recall':>8}{'wanted':>8}")
    for language in LANGUAGES:
        scores = measured(language)
        for sort in SORTS:
            precision, recall, differ = scores[sort]
            print(f"{language + ', ' + sort:24}{precision:10.2f}{recall:8.2f}{ENOUGH[language][sort]:8.2f}")
            if "-v" in sys.argv:
                print(*(f"    {one}" for one in differ), sep="\n")
    with tempfile.TemporaryDirectory() as folder:
        files = {"text of 5 MB": ("a.txt", long_text(5_000_000).encode()), "PDF of 200 pages": ("a.pdf", long_pdf(200))}
        for title, (name, data) in files.items():
            path = Path(folder, name)
            path.write_bytes(data)
            begin = time.perf_counter()
            words = [
                sys.executable,
                "-m",
                "tradebrief",
                "new",
                "article",
                "--text",
                str(path),
                "--out",
                f"{path}.yaml",
                "--published",
                "2025-06-14",
            ]
            subprocess.run(words, check=True, capture_output=True)
            print(f"{title:24}{time.perf_counter() - begin:10.1f} seconds (allowed 10)")
        path = Path(folder, "lines.csv")
        codes = (f"{1 + number // 2300:02d}{number % 2300:04d}{number % 97:04d}" for number in range(200_000))
        path.write_text(
            "hs10,imports_usd,duty_usd\n" + "".join(f"{code},{1000 + number},{number % 50}\n" for number, code in enumerate(codes))
        )
        begin = time.perf_counter()
        read_lines(path)
        print(f"{'200,000 trade lines':24}{time.perf_counter() - begin:10.1f} seconds (allowed 3)")


if __name__ == "__main__":
    main()
