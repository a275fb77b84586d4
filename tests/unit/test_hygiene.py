"""The project kept clean: what may be committed, which floor imports which, how long a function may be."""

from __future__ import annotations

import ast
import graphlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rooms import AT_THE_TOP, PACKAGE, ROOMS, SIDE_BY_SIDE, arrows, arrows_of_rooms, folders, modules, said_of

PROJECT = Path(__file__).parents[2]
MOST_LINES_OF_CODE, MEDIAN_LINES_OF_CODE = 50, 10
SAME_LINES = 6

OFTEN = {"__init__", "tables"}
"""Module names that may stand more than once."""


def check(*paths: Path | str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "tools" / "commit_checks.py"), *map(str, paths)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def tracked() -> list[str]:
    git = shutil.which("git")
    if git is None or not (PROJECT / ".git").exists():
        pytest.skip("not a clone: what is committed cannot be listed")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]


def test_every_committed_file_passes_the_checks_of_a_commit():
    done = check(*tracked())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


LOGS = {
    "tracker.csv": "Case Ref,Date Received,Service\nC-1,01/04/2024,Repairs\n",
    "log.csv": "\ufeffComplaints 2024-25;;\n\nReference;Stage;S1 Response Sent\nC-1;1;03/05/2024\n",
    "notes.tsv": "Complaint ID\tComplaint details\nC-1\tLate\n",
}


@pytest.mark.parametrize("name", LOGS)
def test_a_complaint_log_is_refused_wherever_it_lies(tmp_path, name):
    (tmp_path / name).write_text(LOGS[name], encoding="utf-8")
    done = check(name, folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout == f"{name}: has the header of a complaint log\n"


def test_a_workbook_with_a_complaint_log_on_any_sheet_is_refused(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(["Contents"])
    workbook.create_sheet("Log").append(["Ref No", "Date received", "Ward"])
    workbook.save(tmp_path / "pack.xlsx")
    (tmp_path / "locked.xlsx").write_bytes(b"not a workbook")
    assert "pack.xlsx: has the header of a complaint log" in check("pack.xlsx", folder=tmp_path).stdout
    assert "cannot be read" in check("locked.xlsx", folder=tmp_path).stdout


def test_only_the_demonstration_may_be_committed_under_data(tmp_path):
    for folder in ("data/council/2024-25/complaints", "data/demonstration/2024-25/complaints"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "log.csv").write_text(LOGS["tracker.csv"])
    done = check(*(path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv")), folder=tmp_path)
    refused = "data/council/2024-25/complaints/log.csv: lies under data/"
    assert [line.partition(",")[0] for line in done.stdout.splitlines()] == [refused]


def test_published_tables_and_the_projects_own_words_may_be_committed(tmp_path):
    (tmp_path / "table.csv").write_text("Service,Received,Answered in time\nRepairs,86,72\n")
    (tmp_path / "page.md").write_text("Write to complaints@demonstration.example, see @tbl-tsm.\n")
    assert check("table.csv", "page.md", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("write to jo.bloggs" + "@council.gov.uk", "an e-mail address"),
        ("https://py" + "pi.org/simple", "an address of a package registry"),
        ("--index" + "-url=https://mirror", "an address of a package registry"),
        ("see /ho" + "me/jo/report", "a path of one machine"),
        ("C:" + "\\Users\\jo", "a path of one machine"),
    ],
)
def test_personal_words_are_refused_with_their_line(tmp_path, text, told):
    (tmp_path / "page.md").write_text(f"Fine.\n{text}\n")
    done = check("page.md", folder=tmp_path)
    assert done.stdout == f"page.md: holds {told}, line 2\n"


def notebook(*cells: dict) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def cell(source: str, *, tags: tuple[str, ...] = (), outputs: tuple = (), count: int | None = None) -> dict:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {"tags": list(tags)},
        "outputs": list(outputs),
        "execution_count": count,
    }


PARAMETERS = cell('year = "2024-25"', tags=("parameters",))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([PARAMETERS, cell("1", outputs=({"output_type": "stream"},))], "has outputs"),
        ([PARAMETERS, cell("1", count=3)], "has execution counts"),
        ([cell("1"), PARAMETERS], "tagged parameters"),
        ([cell("1")], "tagged parameters"),
        ([PARAMETERS, PARAMETERS], "tagged parameters"),
    ],
)
def test_a_notebook_with_outputs_or_without_its_parameters_is_refused(tmp_path, cells, told):
    (tmp_path / "n.ipynb").write_text(notebook(*cells))
    assert told in check("n.ipynb", folder=tmp_path).stdout


def test_a_clean_notebook_may_be_committed(tmp_path):
    heading = {"cell_type": "markdown", "source": "# Title", "metadata": {}}
    (tmp_path / "n.ipynb").write_text(notebook(heading, PARAMETERS, cell("show()")))
    assert check("n.ipynb", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "name", ["output/2024-25/public/figures.csv", "local.mk", "data/council/council.toml"]
)
def test_what_belongs_to_one_machine_is_ignored_by_git_and_refused(name):
    tracked()
    ignored = subprocess.run(["git", "check-ignore", "--quiet", name], cwd=PROJECT, check=False)
    assert ignored.returncode == 0
    assert check(name).returncode == 1


def test_imports_are_written_in_full() -> None:
    relative = [
        name
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_the_top_of_the_package_is_the_list_of_its_rooms() -> None:
    there = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert {path.stem for path in there if path.suffix == ".py"} == AT_THE_TOP
    folders = {path.name for path in there if path.is_dir()}
    assert folders == set(ROOMS) - AT_THE_TOP
    assert len(folders) <= 13


@pytest.mark.parametrize("folder", folders())
def test_every_room_says_what_lives_there_and_what_does_not(folder: str) -> None:
    said = said_of(folder)
    assert said.lives_here.endswith("."), "the first line is a sentence"
    assert said.not_here.endswith("."), "a paragraph says 'Not here: ', and where that is instead"
    assert len({said_of(other).lives_here for other in folders()}) == len(folders())


def test_the_tests_of_a_room_are_in_a_folder_of_its_name() -> None:
    there = {path.name for path in (PROJECT / "tests/unit").iterdir() if path.is_dir()} - {"__pycache__"}
    assert there <= set(ROOMS)


def test_no_module_imports_from_a_room_above() -> None:
    place = {room: number for number, room in enumerate(ROOMS)}
    wrong = []
    for name, others in arrows().items():
        for other in others:
            here, there = name.split(".")[0], other.split(".")[0]
            beside = here != there and {here, there} == SIDE_BY_SIDE
            wrong += [f"{name} imports {other}"] if place[there] < place[here] or beside else []
    assert wrong == []


def circles(graph: dict[str, set[str]]) -> list[str]:
    """The circle found first among what imports each other; empty where there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def test_no_circle_stands_between_modules_or_rooms() -> None:
    assert circles({"a": {"b"}, "b": {"a"}}) == ["a", "b", "a"]
    assert circles(arrows()) == []
    assert circles(arrows_of_rooms()) == []


def test_no_module_and_no_class_has_the_name_of_another() -> None:
    stems = Counter(path.stem for path in PACKAGE.rglob("*.py"))
    assert [name for name, number in stems.items() if number > 1 and name not in OFTEN] == []
    classes = Counter(
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, number in classes.items() if number > 1] == []


def constants_below(text: str) -> list[str]:
    """The constants that stand below the first function though they are made of none."""
    found: list[str] = []
    made = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            made.add(node.name)
        elif made and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
            of = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
            made |= names if of & made else set()
            found += [] if of & made else sorted(names)
    return found


def test_constants_stand_before_functions() -> None:
    assert constants_below("def f(): ...\nA = 1\nB = {1: f}\nC = B") == ["A"]
    assert [path.name for path in modules().values() if constants_below(path.read_text("utf-8"))] == []


VAGUE = {
    "told",
    "said",
    "made",
    "held",
    "found",
    "stands",
    "done",
    "get",
    "do",
    "handle",
    "process",
    "util",
    "utils",
}
"""Names that must be opened to be understood."""


def test_a_name_says_what_it_gives() -> None:
    named = {
        f"{name}: {node.name}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.strip("_").lower() in VAGUE
    }
    vague_modules = {name for name in modules() if name.split(".")[-1] in VAGUE}
    assert named | vague_modules == set()


def test_no_function_is_named_hold() -> None:
    """It has meant to require, to refuse and to compare: each is said by its own word."""
    named = [
        f"{name}: {node.name}"
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and re.match(r"_?hold(_|$)", node.name)
    ]
    assert named == []


def lines_of_code(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """A function's lines without its docstring, blank lines and comments."""
    docstring = node.body[0] if ast.get_docstring(node) is not None else None
    described = range(docstring.lineno, (docstring.end_lineno or 0) + 1) if docstring else ()
    numbers = (number for number in range(node.lineno, (node.end_lineno or 0) + 1) if number not in described)
    return sum(
        not lines[number - 1].strip().startswith("#") and lines[number - 1].strip() != ""
        for number in numbers
    )


def functions() -> Iterator[tuple[str, int]]:
    """Every function of the package and the tools, with its lines of code."""
    for path in sorted([*PACKAGE.rglob("*.py"), *(PROJECT / "tools").rglob("*.py")]):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(PROJECT)}: {node.name}", lines_of_code(node, text.splitlines())


def test_no_function_is_longer_than_one_can_read():
    assert [each for each in functions() if each[1] > MOST_LINES_OF_CODE] == []
    assert statistics.median(length for _, length in functions()) <= MEDIAN_LINES_OF_CODE


def statements(text: str) -> list[tuple[int, str]]:
    """The numbered lines in which a module does something: without imports, heads of functions and comments."""
    passed: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            passed |= set(range(node.lineno, (node.end_lineno or 0) + 1))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            passed |= set(range(node.lineno, node.body[0].lineno))
    numbered = enumerate((line.strip() for line in text.splitlines()), start=1)
    return [
        (at, line) for at, line in numbered if at not in passed and re.search(r"\w", line) and line[0] != "#"
    ]


def repeated(texts: dict[str, str]) -> list[str]:
    """The places whose six lines stand in another place already."""
    first: dict[tuple[str, ...], str] = {}
    found = []
    for name, text in texts.items():
        lines = statements(text)
        for start in range(len(lines) - SAME_LINES + 1):
            block, place = lines[start : start + SAME_LINES], f"{name}:{lines[start][0]}"
            before = first.setdefault(tuple(line for _, line in block), place)
            found += [f"{place} repeats {before}"] if before != place else []
    return found


def test_no_six_lines_of_the_package_stand_there_twice():
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in modules().values()}
    assert repeated(texts) == []
    once = "".join(f"step_{number}()\n" for number in range(SAME_LINES))
    assert repeated({"a.py": once, "b.py": f"import os\n# again\n{once}"}) == ["b.py:3 repeats a.py:1"]


PLAIN_TEXT = {"read_text": 0, "write_text": 1, "open": 2}
"""How many arguments each function has before it takes the encoding."""


def without_encoding(text: str) -> list[int]:
    """The lines on which text is read or written in whatever encoding the machine has."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        if ast.unparse(node.func) not in ("Image.open", "pikepdf.open")
        if (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in PLAIN_TEXT
        if not any(word.arg == "encoding" for word in node.keywords)
        if not any("b" in str(getattr(each, "value", "")) for each in node.args if name == "open")
        if len(node.args) <= PLAIN_TEXT[name]
    ]


def test_text_is_read_and_written_in_an_encoding_that_is_named():
    """Windows reads and writes text in a code page of its own where none is named."""
    assert without_encoding("open(f)\np.read_text()\np.write_text(t)") == [1, 2, 3]
    assert without_encoding('open(f, "rb")\np.read_text("utf-8")\np.open("a+b")') == []
    sources = [path for folder in ("src", "tools", "bench") for path in (PROJECT / folder).rglob("*.py")]
    found = {
        path.relative_to(PROJECT).as_posix(): lines
        for path in sources
        if (lines := without_encoding(path.read_text("utf-8")))
    }
    assert found == {}


def test_a_commit_runs_the_checks_of_the_whole_run():
    """What `make test` runs before the tests themselves is what pre-commit runs, with the checks of a commit."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8").partition("\ntest:")[2].partition("\n\n")[0]
    whole = [
        line.strip().replace("$(BIN)", ".venv/bin").removesuffix(" .") for line in makefile.splitlines()[1:]
    ]
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
        "hooks"
    ]
    entries = {hook["entry"].replace(" --force-exclude", "") for hook in hooks}
    assert {line for line in whole if "pytest" not in line} == entries - {
        ".venv/bin/python tools/commit_checks.py"
    }


OF_ONE_SYSTEM = {"os.system", "os.popen", "os.fork", "os.getuid", "os.geteuid", "os.symlink", "os.mkfifo"}
ONLY_POSIX = {"fcntl", "grp", "pwd", "resource", "termios"}


def of_one_system(text: str) -> list[str]:
    """What a module does that Windows does not know: a shell, text paths, a POSIX module without another way."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.path", *OF_ONE_SYSTEM}:
            found.append(ast.unparse(node))
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            found.append("shell")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            found += sorted(names & ONLY_POSIX) if "sys.platform" not in text else []
            found += ["os.path"] if "os.path" in names else []
    return found


def test_the_program_does_on_windows_what_it_does_elsewhere():
    assert of_one_system("import os.path\nimport fcntl\nos.system('ls')\nrun(c, shell=True)\nos.path.join(a)") == [
        "os.path", "fcntl", "os.system", "shell", "os.path",
    ]  # fmt: skip
    assert (
        of_one_system("import sys\nif sys.platform == 'win32':\n import msvcrt\nelse:\n import fcntl") == []
    )
    sources = [path for folder in ("src", "tools", "bench") for path in (PROJECT / folder).rglob("*.py")]
    found = {path.relative_to(PROJECT).as_posix(): of_one_system(path.read_text("utf-8")) for path in sources}
    assert {name: told for name, told in found.items() if told} == {}


def without_line_ends(text: str) -> list[int]:
    """The lines on which text is written with whatever ends of lines the machine has."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        if getattr(node.func, "attr", "") == "write_text"
        if not any(word.arg == "newline" for word in node.keywords)
    ]


def test_text_is_written_with_the_same_ends_of_lines_everywhere():
    """Hashes of published files and inputs are of bytes."""
    assert without_line_ends("p.write_text(t, encoding='utf-8')") == [1]
    found = {
        path.relative_to(PROJECT).as_posix(): lines
        for path in (PROJECT / "src").rglob("*.py")
        if (lines := without_line_ends(path.read_text("utf-8")))
    }
    assert found == {}


RESERVED = re.compile(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(/|$)", re.IGNORECASE)


def test_no_file_has_the_name_of_a_device():
    assert RESERVED.search("src/aux.py")
    assert not RESERVED.search("src/auxiliary.py")
    assert [name for name in tracked() if RESERVED.search(name)] == []


def test_names_of_files_are_legal_on_every_system_and_differ_in_more_than_case():
    names = tracked()
    assert [name for name in names if re.search(r'[<>:"\\|?*]|[. ](/|$)', name) or len(name) > 150] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_the_makefile_installs_the_quarto_that_the_project_names():
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = extras["optional-dependencies"]["quarto"][0]
    assert f'"{wanted}"' in (PROJECT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["requirements.lock", "requirements-lab.lock", "requirements-suggest.lock", "requirements-test.lock"],
)
def test_every_package_of_a_lock_is_pinned_and_hashed(name):
    lock = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in lock.splitlines() if line.strip() and not line.startswith("#")]
    assert len(packages) > 50
    assert [line.split()[0] for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_other_locks_hold_the_jobs_own_versions():
    job = pins("requirements.lock")
    for name in ("requirements-lab.lock", "requirements-suggest.lock", "requirements-test.lock"):
        other = pins(name)
        assert {package: other.get(package) for package in job} == job


def pins(name: str) -> dict[str, set[str]]:
    """The versions of each package of a lock; several where they differ by Python."""
    found: dict[str, set[str]] = {}
    for line in (PROJECT / name).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            package, _, rest = line.partition("==")
            found.setdefault(package, set()).add(rest.split()[0])
    return found


OURS = {
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
    "YEAR",
    "DATA",
    "OUT",
    "SCOPE",
    "RENDERER",
    "FRESH",
    "QUARTER",
    "AS_AT",
}


def make(*arguments: str) -> list[str]:
    """The lines that make prints; with `-n` the commands that it would run."""
    program = shutil.which("make")
    if program is None:
        pytest.skip("make is not installed")
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [program, "--no-print-directory", *arguments], cwd=PROJECT, env=clean, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_make_alone_names_every_target():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    listed = [line.split()[1] for line in make() if line.startswith("  make ")]
    assert sorted(listed) == sorted(targets)


def test_a_target_passes_on_only_the_options_that_are_set():
    assert make("-n", "check")[-1].split() == [".venv/bin/complaint-analysis", "check"]
    given = make(
        "-n", "report", "YEAR=2024-25", "DATA=my data", "OUT=o", "SCOPE=lgsco", "RENDERER=pandoc", "FRESH=1"
    )
    options = '--year "2024-25" --data "my data" --scope "lgsco" --out "o" --renderer "pandoc" --fresh'
    assert " ".join(given[-1].split()) == f".venv/bin/complaint-analysis report {options}"
