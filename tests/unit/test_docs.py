"""The pages: what they name exists, what they show runs, and what is written from the code is as the code says."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from inspect import ismodule
from operator import attrgetter
from pathlib import Path

import make_docs
import pytest
import rooms
from pydantic import BaseModel
from typer.main import get_command

import complaint_analysis as ca
from complaint_analysis.cli import app
from complaint_analysis.council import locations
from complaint_analysis.council.settings import Council, YearFacts

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src/complaint_analysis/commands/new_folder/templates"
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md")), TEMPLATES / "README.md"]
}
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
PLACES = [ROOT, ROOT / "src/complaint_analysis", ROOT / "docs", ROOT / "data/demonstration",
          ROOT / "data/demonstration/2024-25", ROOT / "report"]  # fmt: skip
MADE = ("output/", "releases", "private/", "public/", "templates/", "charts/", "tables/", "notebooks/", "data/my-council",
        ".venv", "data/", "2024-25/")  # fmt: skip
"""Folders that a run or an officer makes."""
FILE = re.compile(rf"[\w./-]+\.(py|toml|qmd|ipynb)|[\w./-]+/|({'|'.join(rooms.ROOMS)})/[\w/]+")
"""What is taken for a file or a folder: one with an ending, or one in a room."""


GENERATED = {f"docs/{name}.md": text for name, text in make_docs.PAGES.items()}


@pytest.mark.parametrize("name", GENERATED)
def test_a_page_written_from_the_code_is_as_the_code_says(name: str) -> None:
    assert GENERATED[name]() == PAGES[name], "make docs writes it again"


@pytest.mark.parametrize("name", make_docs.PICTURES)
def test_a_picture_drawn_from_the_code_is_as_the_code_says(name: str) -> None:
    assert make_docs.PICTURES[name]() == (ROOT / "docs" / name).read_text("utf-8"), (
        "make docs writes it again"
    )


def test_the_picture_of_the_rooms_says_in_words_what_it_shows() -> None:
    drawn = make_docs.picture()
    assert re.search(r'role="img" aria-labelledby="title description">\n<title id="title">.+</title>', drawn)
    for room, others in rooms.arrows_of_rooms().items():
        words = re.search(rf"[>.] {room} imports from ([^.]*)\.", drawn)
        assert words
        assert set(words[1].split(", ")) == (others or {"no other"})
        for other in others:
            assert f"<title>{room} imports from {other}</title>" in drawn


def way_of_the_data() -> list[dict]:
    return tomllib.loads(make_docs.HEADS.read_text("utf-8"))["README"]["way"]


def test_the_way_of_the_data_is_the_way_that_the_command_goes() -> None:
    """Each module named on it is met on the way down from `commands/pipeline.py`."""
    between = rooms.arrows()
    met, ahead = set(), ["commands.pipeline"]
    while ahead:
        module = ahead.pop()
        ahead += between[module] - met
        met |= between[module]
    for step in way_of_the_data():
        named = [name.removesuffix("/__init__.py").removesuffix(".py") for name in step["modules"]]
        assert {name.replace("/", ".") for name in named} <= met, step["name"]


def test_the_files_on_the_way_of_the_data_are_written_by_the_package() -> None:
    code = "".join(path.read_text("utf-8") for path in rooms.modules().values())
    files = [file.partition("/")[2] for step in way_of_the_data() for file in step.get("files", ())]
    names = [Path(file.rstrip("/")).name for file in files if file]
    assert names
    assert [
        name
        for name in names
        if not {f'"{name}"', f'"{Path(name).stem}"'} & set(re.findall(r'"[^"\s]+"', code))
    ] == []


@pytest.mark.parametrize("folder", rooms.folders())
def test_what_does_not_live_in_a_room_lives_where_it_says(folder: str) -> None:
    named = re.findall(r"`([^`]+)`", rooms.said_of(folder).not_here)
    places = [rooms.PACKAGE, ROOT]
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize(
    ("page", "link"),
    [(page, link) for page, text in PAGES.items() for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text)],
)
def test_a_link_leads_somewhere(page: str, link: str) -> None:
    if not link.startswith("https://"):
        assert (ROOT / page).parent.joinpath(link).exists()


def test_every_page_is_reached_from_the_list_of_pages() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", PAGES["docs/README.md"]))
    assert {Path(page).name for page in PAGES if page.startswith("docs/")} - {"README.md"} <= listed


def ids() -> set[str]:
    """The ids of the figures that the demonstration publishes."""
    with next((ROOT / "tests/baseline").rglob("figures.csv")).open(encoding="utf-8-sig", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def setting_names(model: type[BaseModel], prefix: str = "") -> set[str]:
    """The dotted names of a model's keys and tables, with those of the tables within."""
    found = set()
    for name, each in model.model_fields.items():
        key = prefix + (each.alias or name)
        found.add(key)
        for inner in [each.annotation, *getattr(each.annotation, "__args__", ())]:
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= setting_names(inner, f"{key}.")
    return found


@cache
def settings() -> frozenset[str]:
    return frozenset(setting_names(Council) | setting_names(YearFacts))


@cache
def words_of_the_project() -> frozenset[str]:
    """Every word with an underscore or a capital that the code and its data know."""
    sources = [path for kind in ("*.py", "*.toml", "*.csv", "*.qmd") for path in (ROOT / "src").rglob(kind)]
    sources += [*(ROOT / "tests").glob("*/*.py"), *(ROOT / "tests/baseline").rglob("figures.csv")]
    texts = (path.read_text("utf-8") for path in sources if path.name != Path(__file__).name)
    return frozenset(word for text in texts for word in re.findall(r"\w+", text))


def commands_are_known(text: str) -> list[str]:
    """The make targets, variables, commands and options that a text names and that do not exist."""
    known, variables = (
        get_command(app).commands,
        set(re.findall(r"\$\(([A-Z_]+)\)", MAKEFILE)) | {"LONG", "STATE"},
    )
    options = {word for each in known.values() for option in each.params for word in option.opts}
    code = "\n".join([*(body for _, body in FENCED.findall(text)), *re.findall(r"`([^`\n]+)`", text)])
    wrong = [
        f"make {each}"
        for each in re.findall(r"(?m)^ *make ([a-z][a-z-]*)", code)
        if f"\n{each}:" not in MAKEFILE
    ]
    wrong += [each for each in re.findall(r"\bmake\b.*?\b([A-Z_]{3,})=", code) if each not in variables]
    wrong += [
        f"complaint-analysis {each}"
        for each in re.findall(r"(?m)\bcomplaint-analysis ([a-z][a-z-]*)", code)
        if each not in known
    ]
    wrong += options_of_others(code)
    given = re.findall(r"(?m)^ *(--[a-z][a-z-]*)", code)
    return wrong + [each for each in given if each not in {*options, "--help"}]


def options_of_others(code: str) -> list[str]:
    """The options and make variables beside a command or a target that does not take them."""
    known = {name: {word for each in command.params for word in [*each.opts, "--help"]}
             for name, command in get_command(app).commands.items()}  # fmt: skip
    wrong = [
        option
        for name, rest in re.findall(r"(?m)\bcomplaint-analysis ([a-z][a-z-]*)([^\n]*)", code)
        for option in re.findall(r"(?<!\S)(--[a-z][a-z-]*)", rest)
        if name in known and option not in known[name]
    ]
    taken = {target: variables_of(target) for target in re.findall(r"(?m)^([a-z][a-z-]*):", MAKEFILE)}
    return wrong + [
        f"make {target} {name}"
        for target, rest in re.findall(r"(?m)^ *make ([a-z][a-z-]*)([^\n]*)", code)
        for name in re.findall(r"\b([A-Z_]{2,})=", rest)
        if target in taken and name not in taken[target]
    ]


def variables_of(target: str) -> set[str]:
    """The variables that a make target passes on, through those that it names too; `help` may tell of more."""
    recipe = re.search(rf"(?m)^{target}:(.*\n(?:\t.*\n)*)", MAKEFILE)
    text = recipe[1] if recipe else ""
    told = re.findall(r"\b([A-Z_]+)=", text.partition("\n")[0])
    return {*told, *passed_on(text), "PYTHON", "UV"}


def passed_on(text: str) -> set[str]:
    """The variables in a text of the Makefile, with those in what they stand for."""
    found = set(re.findall(r"\$\(([A-Z_]+)\)", text))
    defined = dict(re.findall(r"(?m)^([A-Z_]+) = ((?:.*\\\n)*.*)$", MAKEFILE))
    return found.union(*(passed_on(defined[name]) for name in found & defined.keys()))


def names_are_known(text: str) -> list[str]:
    """The figures, settings, columns and files that a text names in code and that do not exist."""
    wrong = []
    for token in re.findall(r"`([^`\n]+)`", FENCED.sub("", text)):
        if re.fullmatch(r"(housing|lgsco)\.[a-z0-9_.]+", token):
            wrong += [] if token in ids() | settings() else [token]
        elif table := re.fullmatch(r"\[+([a-z_.0-9]+)\]+", token):
            known = settings() | {f"values.{table[1].removeprefix('values.')}"}
            wrong += (
                [] if table[1] in known or table[1].startswith("self_assessment.own_test_pct.") else [token]
            )
        elif re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+|[A-Z_]{4,}", token):
            wrong += [] if token in words_of_the_project() or f"{token}" in MAKEFILE else [token]
        elif FILE.fullmatch(token) and not token.startswith(MADE):
            found = any((place / token).exists() for place in PLACES) or any(
                ROOT.glob(f"*/**/{token.rstrip('/')}")
            )
            wrong += [] if found else [token]
    return wrong


def names_of_the_face() -> dict[str, set[str]]:
    """What each public name has: a chapter its functions, a run all that is read from it or asked of it."""
    of_run = {*ca.Run.__dataclass_fields__, *(name for name in vars(ca.Run) if not name.startswith("_"))}
    listed = {name: set(dir(getattr(ca, name))) for name in dir(ca) if ismodule(getattr(ca, name))}
    return {f"ca.{name}": names for name, names in {**listed, "Run": of_run, "load": set()}.items()}


def test_the_page_for_analysts_lists_the_whole_face() -> None:
    rows = re.findall(r"(?m)^\| `(ca\.\w+)` \| (.+) \| (.*) \|$", PAGES["docs/analysing.md"])
    assert {name: set(re.findall(r"`(\w+)`", names)) for name, _, names in rows} == names_of_the_face()
    assert all(purpose for _, purpose, _ in rows)


@pytest.mark.parametrize("place", ["docs/analysing.md", "90-explore.ipynb", "__init__.py"])
def test_what_analysts_are_shown_of_the_face_exists(place: str) -> None:
    sources = {"90-explore.ipynb": locations.NOTEBOOKS / place, "__init__.py": rooms.PACKAGE / place}
    text = PAGES.get(place) or sources[place].read_text("utf-8")
    named = set(re.findall(r"\bca((?:\.[a-zA-Z_]+)+)", text))
    assert named
    for dotted in named:
        attrgetter(dotted[1:])(ca)


WRITTEN = [page for page in PAGES if page not in GENERATED or page == "docs/README.md"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_no_command_that_does_not_exist(page: str) -> None:
    assert commands_are_known(PAGES[page]) == []


@pytest.mark.parametrize("page", WRITTEN)
def test_a_page_names_nothing_else_that_does_not_exist(page: str) -> None:
    assert names_are_known(PAGES[page].replace("{year}", "2024-25")) == []


def test_what_does_not_exist_is_found() -> None:
    text = "`make brew`, `make report CUP=2`, `complaint-analysis fry`, `complaint-analysis check --hot`"
    assert commands_are_known(text) == [
        "make brew",
        "CUP",
        "complaint-analysis fry",
        "--hot",
        "make report CUP",
    ]
    others = (
        "`complaint-analysis check --renderer pandoc`, `make check RENDERER=pandoc`, `make trace FIGURE=x`"
    )
    assert commands_are_known(others) == ["--renderer", "make check RENDERER"]
    others = [
        "housing.stage9.received",
        "[kettle]",
        "stage1_tea_drunk",
        "codes/tea-2024.toml",
        "src/tea/",
        "records/tea",
    ]
    assert names_are_known(" ".join(f"`{each}`" for each in others)) == others
    assert (
        names_are_known("`housing.ch02.stage1.lcra` `[clocks]` `stage1_outcome` `codes/housing-2024.toml`")
        == []
    )


@pytest.mark.parametrize("page", [page for page, text in PAGES.items() if "```python" in text])
def test_the_examples_of_a_page_run_and_give_what_it_shows(page: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv(locations.DATA_VARIABLE, str(locations.DEMONSTRATION))
    space: dict = {}
    blocks = FENCED.findall(PAGES[page])
    for (kind, body), (next_kind, shown) in zip(blocks, [*blocks[1:], ("end", "")], strict=True):
        if kind != "python":
            continue
        lines = re.sub(r"(?m)^   (?=   |\S)", "", body).rstrip().splitlines()
        exec("\n".join(lines[:-1]), space)
        ends_a_block = lines[-1].startswith((" ", ")"))
        value = exec("\n".join(lines), space) if ends_a_block else eval(lines[-1], space)
        printed = capsys.readouterr().out or f"{value!r}\n"
        assert next_kind != "" or printed == shown
