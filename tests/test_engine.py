"""Two engines, one result: cells come out equal, and a cell that never came back is told truthfully."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, TOYLAND
from test_render import notebook
from tradebrief.render.canonical import as_text, canonical
from tradebrief.render.environment import SETTINGS, Limits, can_fork
from tradebrief.render.forked import Warm, named_in, warm_process
from tradebrief.render.run import Executed, execute, prepare, render

PARAMETERS = ("code", 'n: "whole number" = 1  # a number', ["parameters"])
ENGINES = ["kernel", pytest.param("fork", marks=pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely"))]

engines = pytest.mark.parametrize("engine", ENGINES)


def run_cells(folder: Path, engine: str, *cells: str, limits: Limits | None = None, tags: tuple[str, ...] = ()) -> Executed:
    """A notebook of these cells after its run."""
    path = notebook(folder / "cells.ipynb", ("markdown", "# Cells", []), PARAMETERS, *[("code", cell, list(tags)) for cell in cells])
    return execute(replace(prepare(str(path), {}, out=folder), engine=engine, limits=limits or Limits()))


def states(done: Executed) -> list[str]:
    """What papermill's record says of each cell after the parameters."""
    return [cell["metadata"]["papermill"]["status"] for cell in done.notebook["cells"]][2 + 1 :]


def error_of(done: Executed, number: int) -> dict:
    """The error in a cell, counted from the end."""
    return next(output for output in done.notebook["cells"][-number]["outputs"] if output["output_type"] == "error")


# --- the same outputs ---------------------------------------------------------------

ORDINARY = (
    "print('a'); import sys; print('b', file=sys.stderr); print('c')",
    "import warnings; warnings.warn('look here')",
    "!echo out; echo err >&2",
    "import asyncio; await asyncio.sleep(0.01); asyncio.get_event_loop().is_running()",
    "from IPython.display import HTML, clear_output, display; shown = display('one', display_id=True)",
    "shown.update('two'); display(HTML('<b>bold</b>'))",
    "print('gone'); clear_output(); print('stays')",
    "import ipywidgets; ipywidgets.IntSlider(description='how many')",
    "box = ipywidgets.Output()\nwith box:\n    print('inside')\nbox",
    "box.outputs",
    "{'set', 'of', 'words', 'in', 'any', 'order'}",
    "import numpy, random; numpy.random.rand(), random.random()",
    "import pandas; frame = pandas.DataFrame({'a': range(80)}); frame",
    "frame.head(2).style",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
    "object(), lambda: 0, type(get_ipython()).__name__, pandas.get_option('display.max_columns'), plt.get_backend()",
    "import tqdm.auto; type(tqdm.auto.tqdm(range(1), disable=True)).__name__",
    "_i, len(In), Out[5] if 5 in Out else 'nothing'",
    "1 / 0",
    "def (",
    "raise MemoryError('as the system says it')",
    "input('?')",
    "class Broken:\n    def _repr_html_(self):\n        raise ValueError('no picture')\nBroken()",
    "import sys; sys.exit(4)",
    "print('still here')",
)


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> dict[str, dict]:
    """The same notebook of many kinds of cells, run on each engine, in canonical form."""
    folder = tmp_path_factory.mktemp("both")
    return {
        engine: canonical(run_cells(folder, engine, *ORDINARY, limits=Limits(seconds=240), tags=("raises-exception",)).notebook)
        for engine in ("kernel", "fork")
    }


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely")
def test_both_engines_give_equal_cells(both):
    """Text, errors, warnings, displays that change, widgets, figures, random numbers: each cell is equal, and so are the bytes."""
    for mine, theirs in zip(both["fork"]["cells"], both["kernel"]["cells"], strict=True):
        assert mine == theirs, mine["source"]
    assert as_text(both["fork"]) == as_text(both["kernel"])


def test_a_run_shows_what_its_cells_did(both):
    """The equal outputs are the right ones: printed text, the updated display, errors by their names."""
    outputs = {cell["source"]: cell.get("outputs") for cell in both["kernel"]["cells"]}
    assert [one["text"] for one in outputs[ORDINARY[0]]] == ["a\nc\n", "b\n"]
    assert outputs[ORDINARY[4]][0]["data"]["text/plain"] == "'two'"
    assert [one["text"] for one in outputs[ORDINARY[6]]] == ["stays\n"]
    assert "inside" in json.dumps(outputs[ORDINARY[9]])
    errors = [one["ename"] for source in ORDINARY for one in outputs[source] if one["output_type"] == "error"]
    assert errors == ["ZeroDivisionError", "SyntaxError", "MemoryError", "StdinNotImplementedError", "ValueError", "SystemExit"]


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely")
@pytest.mark.parametrize("path", [ROOT / "notebooks" / f"{name}.ipynb" for name in ("fact_book", "explore")], ids=lambda path: path.stem)
def test_a_notebook_gives_the_same_bytes_on_both_engines(path, tmp_path):
    """Page and notebook, byte for byte: from a kernel, from a bare fork, and from a process warmed up for many reports."""
    job = prepare(str(path), {}, out=tmp_path, seeds=str(TOYLAND) if path.stem == "fact_book" else None)
    made = [render(replace(job, engine="kernel", name="kernel"))]
    for name, preload in (("bare", ()), ("warm", named_in([path]))):
        warm_process().stop()
        warm_process(preload=preload)
        made.append(render(replace(job, engine="fork", name=name)))
    warm_process().stop()
    assert [report.error for report in made] == ["", "", ""]
    assert len({Path(report.html).read_bytes() for report in made}) == 1
    assert len({Path(report.ipynb).read_bytes() for report in made}) == 1


def test_plain_papermill_runs_a_notebook(tmp_path):
    """Without this package's commands, and with its engine by name, a notebook of toyland's facts runs."""
    environment = {**os.environ, "TRADEBRIEF_SEEDS": str(TOYLAND)}
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        "-p",
        "known_by",
        "2031-03-03",
        str(ROOT / "notebooks" / "fact_book.ipynb"),
    ]
    for name, more in (("stock", []), ("ours", ["--engine", "tradebrief-fork"])):
        done = subprocess.run([*command, str(tmp_path / f"{name}.ipynb"), *more], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-600:]
    stock, ours = (canonical(json.loads((tmp_path / f"{name}.ipynb").read_text())) for name in ("stock", "ours"))
    assert stock["cells"] == ours["cells"]


# --- the truth ------------------------------------------------------------------------

DEATHS = {
    "os._exit": ("import os\nos._exit(3)", "ended by itself with code 3"),
    "SIGKILL": ("import os\nos.kill(os.getpid(), 9)", "was killed by SIGKILL"),
    "segmentation fault": ("import ctypes\nctypes.string_at(0)", "was killed by SIGSEGV"),
}


@engines
@pytest.mark.parametrize("death", DEATHS)
def test_a_process_that_dies_fails_its_cell_with_the_reason(engine, death, tmp_path):
    """The cell that died is failed and says how, the one before is completed, the one after is pending."""
    code, said = DEATHS[death]
    done = run_cells(tmp_path, engine, "print('before')", code, "print('after')")
    assert states(done)[-3:] == ["completed", "failed", "pending"]
    assert said in error_of(done, 2)["evalue"]
    assert said in done.error
    assert "".join(done.notebook["cells"][done.cell - 1]["source"]) == code
    assert not done.notebook["cells"][-1]["outputs"]


@engines
def test_an_exception_leaves_later_cells_pending(engine, tmp_path):
    """As papermill does; only that later cells are not called completed."""
    done = run_cells(tmp_path, engine, "1 / 0", "2")
    assert states(done)[-2:] == ["failed", "pending"]
    assert done.error == "ZeroDivisionError: division by zero"


@engines
def test_time_that_runs_out_is_told_with_the_place_in_the_code(engine, tmp_path):
    """The interrupted cell shows where it stood and that time ran out."""
    done = run_cells(tmp_path, engine, "import time\nwhile True:\n    time.sleep(0.02)", "2", limits=Limits(seconds=2.5))
    error = error_of(done, 2)
    assert (error["ename"], error["evalue"]) == ("CellTimeoutError", "the cells did not end within 2.5 s")
    assert any("time.sleep" in line for line in error["traceback"])
    assert states(done)[-2:] == ["failed", "pending"]


@engines
def test_a_cell_that_ignores_the_interrupt_is_killed(engine, tmp_path):
    """After a moment of grace; the record is as true."""
    code = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(99)"
    done = run_cells(tmp_path, engine, code, "2", limits=Limits(seconds=2))
    assert error_of(done, 2)["ename"] == "CellTimeoutError"
    assert states(done)[-2:] == ["failed", "pending"]


@engines
def test_memory_beyond_the_limit_is_an_error_of_the_cell(engine, tmp_path):
    """What would have filled the machine fails alone."""
    done = run_cells(tmp_path, engine, "x = bytearray(3 * 10**9)", "2", limits=Limits(memory=10**9))
    assert done.error.startswith("MemoryError")
    assert states(done)[-2:] == ["failed", "pending"]


@engines
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes")
def test_no_process_is_left(engine, tmp_path):
    """A child that a cell started and forgot ends with the report, whether its cell died or not."""
    mark = f"{10**6 + os.getpid()}.{'1' if engine == 'fork' else '2'}"
    for ending in ("os._exit(1)", "1"):
        run_cells(tmp_path, engine, f"import os, subprocess\n_ = subprocess.Popen(['sleep', '{mark}'])\n{ending}")
    time.sleep(0.3)
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [line for line in lines if mark.encode() in line]


@engines
def test_reads_are_noted(engine, tmp_path):
    """Each file a cell opens and each folder it lists, but not what it writes, nor Python's own."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").write_text("a\n1\n")
    code = "import pandas, os\npandas.read_csv('data/table.csv')\nos.listdir('data')\nopen('written.txt', 'w').close()"
    done = run_cells(tmp_path, engine, code)
    assert not done.error
    assert done.reads == (f"{tmp_path}/data/", f"{tmp_path}/data/table.csv")


# --- the warm process -----------------------------------------------------------------

needs_fork = pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely")

LEAKS = """
import json, os, random, sys, warnings
import numpy, pandas, matplotlib
state = {"max_rows": pandas.get_option("display.max_rows"), "rc": matplotlib.rcParams["font.size"], "env": os.environ.get("LEAK", ""),
         "cwd": os.getcwd(), "path": "leak" in sys.path, "patched": hasattr(pandas.DataFrame, "leak"), "print": numpy.get_printoptions()["precision"],
         "filters": len(warnings.filters), "module": getattr(json, "leak", "")}
print(json.dumps(state))
pandas.set_option("display.max_rows", 3); matplotlib.rcParams["font.size"] = 3; os.environ["LEAK"] = "x"; os.chdir("/"); sys.path.append("leak")
pandas.DataFrame.leak = 1; numpy.set_printoptions(precision=1); warnings.simplefilter("error"); json.leak = "x"
"""


@needs_fork
def test_what_a_report_changes_no_other_report_sees(tmp_path):
    """Options, styles, environment, folder, patched classes, module state: the second run starts as the first."""
    first, second = (run_cells(tmp_path, "fork", LEAKS.strip()) for _ in range(2))
    assert not first.error
    assert first.notebook["cells"][-1]["outputs"] == second.notebook["cells"][-1]["outputs"]


@needs_fork
def test_what_c_code_and_children_print_is_kept(tmp_path):
    """Bytes written to the descriptor, by the process itself and by one it starts, stand among the printed text."""
    done = run_cells(
        tmp_path, "fork", "import os, subprocess\nprint('a')\n_ = os.write(1, b'b\\n')\n_ = subprocess.run(['echo', 'c'])\nprint('d')"
    )
    assert "".join(done.notebook["cells"][-1]["outputs"][0]["text"]) == "a\nb\nc\nd\n"


@needs_fork
def test_random_numbers_follow_from_the_parameters(tmp_path):
    """The same parameters draw the same numbers, others draw others."""
    path = notebook(tmp_path / "r.ipynb", PARAMETERS, ("code", "import numpy, random; print(numpy.random.rand(), random.random())", []))

    def drawn(n: int) -> str:
        return execute(prepare(str(path), {"n": str(n)}, out=tmp_path)).notebook["cells"][-1]["outputs"][0]["text"]

    assert drawn(1) == drawn(1) != drawn(2)


@needs_fork
def test_packages_that_start_threads_keep_the_warm_process_from_forking():
    """Then the notebook runs in a kernel; nothing is forked beside a running thread."""
    code = (
        "import sys, types; sys.modules['grpc'] = types.ModuleType('grpc')\n"
        "from tradebrief.render.warm import warm\nfrom contextlib import nullcontext\nprint(warm(types.SimpleNamespace(builtin_trap=nullcontext()), []))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.startswith("grpc"), done.stderr


@needs_fork
def test_the_warm_process_leaves_such_packages_to_the_reports():
    """A module that cannot be imported without one of them is not preloaded; a report imports both as usual."""
    code = (
        "import sys, types\nfrom contextlib import nullcontext\nfrom tradebrief.render.warm import warm\n"
        "print([warm(types.SimpleNamespace(builtin_trap=nullcontext()), ['polars', 'json.tool'])], 'polars' in sys.modules, 'json.tool' in sys.modules)\n"
        "import polars; print(polars.DataFrame({'a': [1]}).height)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **SETTINGS})
    assert done.stdout == "[''] False True\n1\n", done.stderr


@needs_fork
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_what_a_notebook_names_can_be_warmed_up(path):
    """With everything its cells name imported, the warm process runs on one thread and may fork."""
    warm = Warm(named_in([path]))
    try:
        assert warm.fork().pid
    finally:
        warm.stop()


@needs_fork
def test_the_warm_process_ends_with_its_asker(tmp_path):
    """Killed without a chance to clean up, a run leaves no process behind."""
    mark = f"{10**6 + os.getpid()}.3"
    path = notebook(tmp_path / "s.ipynb", PARAMETERS, ("code", f"import subprocess; subprocess.run(['sleep', '{mark}'])", []))
    code = f"from tradebrief.render.run import *; render(prepare({str(path)!r}, {{}}, out={str(tmp_path)!r}))"
    asker = subprocess.Popen([sys.executable, "-c", code])

    def sleeping() -> bool:
        return any(mark.encode() in path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())

    assert waited(sleeping)
    asker.kill()
    asker.wait()
    assert waited(lambda: not sleeping())


@needs_fork
def test_a_process_that_outlives_its_report_does_not_hold_it_up(tmp_path):
    """Forked by a cell or started through a shell, it is ended with the report that died, at once."""
    mark = f"{10**6 + os.getpid()}.4"
    for start in ("if os.fork() == 0:\n    time.sleep(60)", f"os.system('sleep {mark} &')"):
        begun = time.monotonic()
        done = run_cells(tmp_path, "fork", f"import os, time\n{start}\nos._exit(3)")
        assert done.error == "DeadKernelError: the process ended by itself with code 3"
        assert time.monotonic() - begun < 30
    assert waited(lambda: not any(mark.encode() in path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()))


@needs_fork
def test_a_warm_process_that_was_killed_is_replaced(tmp_path):
    """As the system does when memory runs out: no report fails for it."""
    run_cells(tmp_path, "fork", "1")
    os.kill(warm_process().server._forkserver_pid, 9)
    assert [run_cells(tmp_path, "fork", "1").error for _ in range(3)] == ["", "", ""]


@needs_fork
def test_a_caller_s_script_is_not_run_again_for_its_reports(tmp_path):
    """Its main module, arguments, folder and search path stay its own, though it has no ``if __name__ == "__main__"``."""
    path = notebook(tmp_path / "s.ipynb", PARAMETERS, ("code", "import os, sys; print(sys.argv, os.getcwd(), __name__)", []))
    script = tmp_path / "caller" / "script.py"
    script.parent.mkdir()
    script.write_text(
        "print('script')\nfrom tradebrief.render.run import execute, prepare\n"
        f"done = execute(prepare({str(path)!r}, {{}}, out='out'))\nprint(done.error, done.notebook['cells'][-1]['outputs'][0]['text'])"
    )
    done = subprocess.run([sys.executable, script, "word"], capture_output=True, text=True, cwd=script.parent)
    assert done.stdout == f"script\n ['ipykernel_launcher.py'] {tmp_path} __main__\n\n", done.stderr


def waited(happened, seconds: float = 20) -> bool:
    """Whether something happened within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if happened():
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False
