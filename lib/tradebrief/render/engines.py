"""Two papermill engines that tell the truth about a cell that never came back.

``tradebrief-fork`` runs the cells in a process forked from a warm one, ``tradebrief-kernel`` in a Jupyter
kernel. papermill marks every cell completed when the kernel died or time ran out; here the cell that died is failed
with its reason and the cells after it stay pending. Both may be used with plain ``papermill --engine``.
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger

from tradebrief.render.environment import Setting, can_fork
from tradebrief.render.forked import CannotForkError
from tradebrief.render.forked_kernel import ForkedKernel, spoken

GRACE = 2.0
"""Seconds a cell gets to stop after an interrupt before its process is killed."""


class TruthfulManager(NotebookExecutionManager):
    """Keeps a notebook's record; at the end it leaves cells that were not run pending."""

    begun: float = 0

    def cell_start(self, cell: Any, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note when the cell began."""
        self.begun = time.monotonic()
        super().cell_start(cell, cell_index, **kwargs)

    def cell_complete(self, cell: Any, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note when the cell ended and, unless it failed, that it is completed."""
        record = cell.metadata.papermill
        record["end_time"], record["duration"] = self.now().isoformat(), time.monotonic() - self.begun
        record["status"] = self.FAILED if record["status"] == self.FAILED else self.COMPLETED
        self.save()
        if self.pbar:
            self.pbar.update(1)

    def notebook_complete(self, **kwargs: Any) -> None:
        """Close the record and save it."""
        self.end_time = self.now()
        self.nb.metadata.papermill["end_time"] = self.end_time.isoformat()
        self.nb.metadata.papermill["duration"] = (self.end_time - self.start_time).total_seconds()
        self.complete_pbar()
        self.cleanup_pbar()
        self.save()


class TruthfulClient(PapermillNotebookClient):
    """Runs cells until one fails, dies or runs out of time, and says which."""

    def __init__(self, manager: TruthfulManager, setting: Setting, **more: Any) -> None:
        seconds = setting.limits.seconds
        self.deadline = time.monotonic() + seconds if seconds else None
        if seconds:
            more["timeout_func"] = lambda cell: max(self.deadline - time.monotonic(), 0.01)
        super().__init__(manager, **more)
        self.setting = setting

    def papermill_execute_cells(self) -> None:
        """Run each cell; stop at the first that does not end well."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                if cell.cell_type == "code":
                    self.execute_cell(cell, index)
            except CellExecutionError as failed:
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=failed)
                return
            except (DeadKernelError, CellTimeoutError) as gone:
                self._note_death(self.nb.cells[index], gone)
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=gone)
                raise
            finally:
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)

    def _note_death(self, cell: Any, gone: Exception) -> None:
        """Put the reason into the cell; where an interrupt left a traceback, keep it."""
        name = type(gone).__name__
        told = self.out_of_time if isinstance(gone, CellTimeoutError) else f"the process {spoken(self.exit_code())}"
        interrupted = [output for output in cell.outputs if output.output_type == "error"]
        traceback = list(interrupted[-1].traceback) if interrupted else []
        cell.execution_count = cell.execution_count or self.code_cells_executed
        cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
        cell.outputs.append(new_output("error", ename=name, evalue=told, traceback=[*traceback, f"{name}: {told}"]))

    @property
    def out_of_time(self) -> str:
        """What is said when time ran out."""
        limit = self.setting.limits.seconds or self.timeout
        return f"the cells did not end within {limit:g} s"

    async def _async_handle_timeout(self, timeout: float, cell: Any = None) -> None:
        """Interrupt the cell, give it a moment to say where it stood, then kill its process."""
        await ensure_async(self.km.interrupt_kernel())
        try:
            await ensure_async(self.kc.shell_channel.get_msg(timeout=GRACE))
        except Exception:
            logger.debug("no answer to an interrupt")
        await ensure_async(self.km.shutdown_kernel(now=True))
        raise CellTimeoutError(self.out_of_time)

    def exit_code(self) -> int | None:
        """The exit code of the dead process."""
        return self.km.exit_code() if isinstance(self.km, ForkedKernel) else _code_of(self.km)

    def execute(self, **kwargs: Any) -> Any:
        """Run the notebook; a death is in its record, so it is not raised again."""
        try:
            return super().execute(**kwargs)
        except (DeadKernelError, CellTimeoutError):
            if not any(cell.metadata.papermill.get("exception") for cell in self.nb.cells):
                raise
            self.drop_tasks()
            return self.nb

    async def _drop_tasks(self) -> None:
        """End what still waits for the dead process."""
        waiting = asyncio.all_tasks() - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    drop_tasks = run_sync(_drop_tasks)


class KernelClient(TruthfulClient):
    """Runs cells in a Jupyter kernel."""

    group = 0

    def execute(self, **kwargs: Any) -> Any:
        """Run the notebook, then end what its cells left running."""
        try:
            return super().execute(**kwargs)
        finally:
            with suppress(ProcessLookupError, PermissionError):
                if self.group:
                    os.killpg(self.group, signal.SIGKILL)

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel in its folder, environment and limits."""
        kwargs |= {"env": dict(self.setting.environment), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if self.setting.folder:
            kwargs["cwd"] = self.setting.folder
        self.extra_arguments = [*self.extra_arguments, "--IPKernelApp.extra_extensions=tradebrief.render.environment"]
        await super().async_start_new_kernel(**kwargs)
        self.group = getattr(getattr(self.km.provisioner, "process", None), "pid", 0) if os.name == "posix" else 0
        if self.setting.limits.memory and self.group:
            resource.prlimit(self.group, resource.RLIMIT_DATA, (self.setting.limits.memory,) * 2)

    start_new_kernel = run_sync(async_start_new_kernel)


class ForkClient(TruthfulClient):
    """Runs cells in a process forked from the warm one."""

    def create_kernel_manager(self) -> Any:
        """The process to be, in the shape of a kernel."""
        folder = self.setting.folder or str(Path.cwd())
        request = {"environment": dict(self.setting.environment), "folder": folder, "memory": self.setting.limits.memory}
        self.km = ForkedKernel(request, [cell.source for cell in self.nb.cells if self.is_run(cell)])
        return self.km

    def is_run(self, cell: Any) -> bool:
        """Whether a cell is sent to the process."""
        return cell.cell_type == "code" and bool(cell.source.strip()) and self.skip_cells_with_tag not in cell.metadata.get("tags", [])


def _code_of(manager: Any) -> int | None:
    process = getattr(getattr(manager, "provisioner", None), "process", None)
    return process.poll() if process is not None else None


class KernelEngine(Engine):
    """papermill's engine on a Jupyter kernel, truthful."""

    client: type[TruthfulClient] = KernelClient

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: Any = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **more: Any,
    ) -> Any:
        """Run a notebook under a manager that does not call cells completed that never ran."""
        manager = TruthfulManager(
            nb, output_path=output_path, progress_bar=progress_bar, log_output=log_output, autosave_cell_every=autosave_cell_every
        )
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, log_output=log_output, **more)
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **more: Any) -> None:
        """Run the cells; ``execution_timeout`` is papermill's own limit for each cell."""
        setting = more.pop("setting", None) or Setting()
        more.pop("input_path", None)
        cls.client(
            nb_man,
            setting,
            kernel_name=kernel_name,
            timeout=more.pop("execution_timeout", None) or more.pop("timeout", None),
            startup_timeout=more.pop("start_timeout", 60),
            log=logger,
            **more,
        ).execute()


class ForkEngine(KernelEngine):
    """papermill's engine on a forked process; where that cannot be, on a kernel."""

    client = ForkClient

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **more: Any) -> None:
        """Fork where the system and the notebook's language allow it."""
        language = nb_man.nb.metadata.get("kernelspec", {}).get("language", "python")
        if not can_fork() or language != "python":
            return KernelEngine.execute_managed_notebook(nb_man, kernel_name, **more)
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **dict(more))
        except CannotForkError as obstacle:
            logger.warning("%s; the notebook runs in a kernel instead", obstacle)
            return KernelEngine.execute_managed_notebook(nb_man, kernel_name, **more)
