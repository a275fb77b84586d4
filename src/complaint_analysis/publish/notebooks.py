"""The notebooks, executed by papermill in order, each in a fresh kernel of this very Python."""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from complaint_analysis.council.locations import DATA_VARIABLE, NOTEBOOKS
from complaint_analysis.errors import UsageError, UserError

KERNEL = "complaint-analysis"
PARAMETERS = "parameters"
_DEAD = "Kernel died"
"""How the error begins of a kernel that ended, while it started or in a cell."""


def notebooks(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks of the report in the order of their numbers; `90-…` and later are for exploring."""
    return sorted(path for path in folder.glob("[0-8][0-9]-*.ipynb"))


def execute(
    notebook: Path, target: Path, parameters: Mapping[str, object], environment: Mapping[str, str]
) -> None:
    """Execute a notebook into `target`, top to bottom from an empty kernel.

    A parameter that the notebook does not declare is a UsageError before anything runs; an error in a cell
    is raised with the cell, and a kernel that ended is a UserError. `environment` is handed to the kernel.
    """
    import papermill

    require_known_parameters(notebook, parameters)
    target.parent.mkdir(parents=True, exist_ok=True)
    logging.getLogger("papermill").setLevel(
        logging.CRITICAL
    )  # what stops a notebook is raised, and said once
    with _kernel(environment) as folder, _errors_told(notebook):
        papermill.execute_notebook(
            _literal(notebook),
            _literal(target),
            parameters=dict(parameters),
            kernel_name=KERNEL,
            progress_bar=False,
            request_save_on_cell_execute=False,
            cwd=str(notebook.parent),
            config=_transport(folder),
        )


@contextmanager
def _errors_told(notebook: Path) -> Iterator[None]:
    """What stops a notebook, as the error of its cell, or as one of the machine's memory."""
    from papermill.exceptions import PapermillExecutionError

    try:
        yield
    except PapermillExecutionError as error:
        if error.ename.endswith("MemoryError"):
            raise _out_of_memory(notebook) from None
        said = f"{notebook.name}, cell {error.exec_count}: {error.ename}: {error.evalue}"
        raise RuntimeError(said) from None
    except RuntimeError as error:
        if str(error).startswith(_DEAD):
            raise _out_of_memory(notebook) from None
        raise


def _out_of_memory(notebook: Path) -> UserError:
    """The error of a notebook that ended by itself: the system ends what takes more memory than there is."""
    return UserError(
        "the notebook was ended before it was done, most likely because the machine has too little memory",
        where=notebook.name,
        do="close other programs, or use a machine with more memory, and give the same command again",
    )


def open_lab(data: Path) -> int:
    """Opens JupyterLab on the notebooks; its exit code. A UsageError where JupyterLab is not installed."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise UsageError(
            "JupyterLab is not installed",
            do="`make lab` installs it (without make: pip install --require-hashes -r requirements-lab.lock)",
        )
    environment = {**os.environ, DATA_VARIABLE: str(data.resolve())}
    try:
        return subprocess.call([sys.executable, "-m", "jupyterlab", str(NOTEBOOKS)], env=environment)
    except KeyboardInterrupt:
        return 0


def require_known_parameters(notebook: Path, parameters: Mapping[str, object]) -> None:
    """Hold parameters to those that the notebook declares in its one tagged cell."""
    declared = declared_parameters(notebook)
    unknown = [name for name in parameters if name not in declared]
    if unknown:
        raise UsageError(
            f"'{unknown[0]}' is not a parameter of the notebook",
            where=notebook.name,
            do=f"take one of {', '.join(declared)}",
        )


def declared_parameters(notebook: Path) -> list[str]:
    """The names that the notebook's cell tagged `parameters` gives a value."""
    import ast

    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if PARAMETERS in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise UsageError("the notebook needs exactly one cell tagged 'parameters'", where=notebook.name)
    assigned = ast.parse("".join(tagged[0]["source"])).body
    return [target.id for line in assigned if isinstance(line, ast.Assign) for target in line.targets
            if isinstance(target, ast.Name)]  # fmt: skip


def _literal(path: Path) -> str:
    """A path for papermill, which takes a name in braces for that of a parameter."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _transport(folder: Path):
    """Sockets in a folder of the run's own where there are any: nobody listens in, and no two runs meet."""
    from traitlets.config import Config

    sockets = {"transport": "ipc", "ip": str(folder / "kernel")}
    return Config() if os.name == "nt" else Config(KernelManager=sockets)


@contextmanager
def _kernel(environment: Mapping[str, str]) -> Iterator[Path]:
    """A kernel of this Python under a name of its own, so that no other kernel on the machine is taken.

    Yields the folder it lies in, which is gone afterwards.
    """
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "kernels" / KERNEL
        spec.mkdir(parents=True)
        argv = [
            sys.executable,
            "-Xfrozen_modules=off",
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
            "--log-level=50",
        ]
        plain = {
            name: value.replace("$", "$$") for name, value in environment.items()
        }  # no $NAME is filled in
        content = {"argv": argv, "display_name": "Python", "language": "python", "env": plain}
        (spec / "kernel.json").write_text(json.dumps(content), encoding="utf-8", newline="\n")
        before = os.environ.get("JUPYTER_PATH")
        os.environ["JUPYTER_PATH"] = folder + (os.pathsep + before if before else "")
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["JUPYTER_PATH"]
            else:
                os.environ["JUPYTER_PATH"] = before
