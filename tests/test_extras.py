"""What an extra brings is missed with one clear error, and only where it is needed."""

import subprocess
import sys

import pytest

import tradebrief as tb
from conftest import ROOT

#: Each extra's library, what needs it, and what asks for it.
NEEDED = [
    ("weasyprint", "pdf", "--format pdf", "from tradebrief.render.pdf import pdf; pdf('<p>a page</p>')"),
    ("docx", "docx", "--format docx", "from tradebrief.render.docx import docx; docx('<p>a page</p>')"),
    ("resvg_py", "docx", "--format docx", "from tradebrief.render.docx import docx; docx('<p>a page</p>')"),
    ("distributed", "dask", "--dask", "from tradebrief.render.dask import _results; next(_results('tcp://127.0.0.1:1', []))"),
    ("dateparser", "curate", "tradebrief new", "from tradebrief.curate.day_marks import days_in; list(days_in('on 13 June 2025', None))"),
    ("text_to_num", "curate", "tradebrief new", "import tradebrief.curate.suggest"),
    ("trafilatura", "curate", "a web page", "from tradebrief.texts.html import read; read(b'<html><p>x</p></html>', 'x.html')"),
    ("pypdfium2", "curate", "x.pdf", "from tradebrief.texts.pdf import read; read(b'%PDF-1.4', 'x.pdf')"),
]


@pytest.mark.parametrize(("library", "extra", "where", "asked"), NEEDED, ids=lambda one: str(one)[:20])
def test_a_missing_extra_is_one_clear_error(library, extra, where, asked):
    """The error names the library and how to install it."""
    done = run(
        f"import sys; sys.modules[{library!r}] = None; from tradebrief.errors import AskError\ntry:\n    {asked}\nexcept AskError as said:\n    print(said)"
    )
    assert done.stdout.strip() == f"{where}: needs {library}, which is not installed. Install it: pip install 'tradebrief[{extra}]'."


def test_without_any_extra_a_question_is_answered_and_a_report_rendered(tmp_path):
    """Loading, analysing and rendering need none of them."""
    missing = "".join(
        f"sys.modules[{name!r}] = None; "
        for name in (
            "weasyprint",
            "docx",
            "resvg_py",
            "distributed",
            "dateparser",
            "text_to_num",
            "trafilatura",
            "lxml",
            "pypdfium2",
            "voila",
            "jupyterlab",
        )
    )
    ask = f"import tradebrief as tb; print(len(tb.load({str(ROOT / 'tests/toyland')!r}).facts()))"
    assert run(f"import sys; {missing}{ask}").stdout.strip() == str(len(tb.load(ROOT / "tests/toyland").facts()))
    words = [f"--seeds={ROOT / 'tests/toyland'}", "render", "fact_book", "--out", str(tmp_path)]
    done = run(f"import sys; {missing}sys.argv = ['tradebrief', *{words!r}]; from tradebrief.__main__ import main; main()")
    assert (done.stderr, (tmp_path / "fact_book.html").is_file()) == ("", True)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
