"""Who the council is and the facts of a year: `council.toml` and `year.toml`, each key known and checked."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from complaint_analysis.council.characters import legible, legible_within
from complaint_analysis.council.codes.catalogue import load_code
from complaint_analysis.council.codes.regimes import CodeName
from complaint_analysis.council.file_limits import MOST_OF_SETTINGS, require_size
from complaint_analysis.council.locations import require_plain_path
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.ways_out import leads_out, refuse_ways_out
from complaint_analysis.council.working_days import WorkingDays
from complaint_analysis.errors import InputError, UsageError
from complaint_analysis.printing.markdown import is_safe_link

LOGO_SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")
Positive = Annotated[int, Field(gt=0)]
NotNegative = Annotated[int, Field(ge=0)]
Percentage = Annotated[float, Field(ge=0, le=100)]
ResponseStart = Literal["acknowledged", "received", "capped"]


def _whole_day(value: Any) -> Any:
    """A TOML date; an ISO date in quotes is read too, a time of day is not a date."""
    if isinstance(value, datetime):
        raise ValueError("give a date without a time")
    return date.fromisoformat(value) if isinstance(value, str) else value


def _safe_link(link: str) -> str:
    """A link that leads to a page or a mailbox."""
    if link and not is_safe_link(link):
        raise ValueError("give a link that begins with https://, http:// or mailto: and holds no space")
    return link


Day = Annotated[date, BeforeValidator(_whole_day)]
Link = Annotated[str, AfterValidator(_safe_link)]


class Settings(BaseModel):
    """A table of settings in which an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True
    )


class Identity(Settings):
    """The council as the report names it."""

    name: Annotated[str, Field(min_length=1)]
    """The council's name, as the title page shall have it."""
    landlord_code: str = ""
    """The code under which the regulator publishes the landlord's Tenant Satisfaction Measures."""
    contact: str = ""
    """Whom a reader asks about the report and its accessibility."""
    website: Link = ""
    """The page on which the report is published."""
    logo: str = ""
    """A PNG, JPEG or SVG in the data folder; drawn anew, so that its picture alone is published."""
    colour: Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6})?$")] = ""
    """The colour of one thin bar, such as #1d70b8."""
    notice: str = ""
    """A sentence that stands on every page."""


class Codes(Settings):
    """Which services are under the Housing Ombudsman's Code, and which outside both Codes."""

    housing: tuple[str, ...] = ()
    """Services under the Housing Ombudsman's Code; every other is under the LGSCO's."""
    statutory: tuple[str, ...] = ()
    """Services outside both Codes: adult and children's social care."""


class Calendar(Settings):
    """The part of the United Kingdom whose bank holidays count, and the council's own closed days."""

    subdivision: Literal["ENG", "WLS", "SCT", "NIR"] = "ENG"
    """The nation whose bank holidays count."""
    closed_days: tuple[Day, ...] = ()
    """Further days on which the council was closed; printed in the report."""


class Clocks(Settings):
    """The Codes' own clocks in working days, unless the council's policy is stricter (HO and LGSCO 6)."""

    response_starts: ResponseStart = "acknowledged"
    """Where the time to answer begins: at the acknowledgement, at receipt, or at the earlier of the
    acknowledgement and the day it was due (capped)."""
    stage1_acknowledge: Positive = 5
    """Working days to acknowledge stage 1."""
    stage1_respond: Positive = 10
    """Working days to answer stage 1."""
    stage1_extend: Positive = 10
    """Working days by which stage 1 may be extended."""
    stage2_acknowledge: Positive = 5
    """Working days to acknowledge stage 2."""
    stage2_respond: Positive = 20
    """Working days to answer stage 2."""
    stage2_extend: Positive = 20
    """Working days by which stage 2 may be extended."""


class Procedure(Clocks):
    """Earlier rules, for what was received up to and including `until`."""

    until: Day
    """The last day of receipt under these rules."""
    name: Annotated[str, Field(min_length=1)]
    """What the procedure is called in the report."""


class Designated(Settings):
    """A service designated for intensive support, whose stage 2 a team of its own handles."""

    service: str
    """The service, as the exports name it."""
    from_: Day = Field(alias="from")
    """The first day of the designation."""
    until: Day | None = None
    """Its last day; none while it lasts."""
    stage2_team: str = ""
    """The team that handles its stage 2."""


class Tsm(Settings):
    """How the council returns the Tenant Satisfaction Measures CH01 and CH02."""

    ch02_rule: Literal["response", "acknowledged-and-response"] = "response"
    """Which of the two readings of CH02 the council returns to the regulator; the report shows both."""
    all_tenants: Literal["lcra", "lcho"] | None = None
    """The one kind of home of all tenants, where no export has a column for tenure."""


class Dates(Settings):
    """The order in which the council's exports write day and month, where it must be said."""

    order: Literal["day-first", "month-first"] | None = None
    """How dates such as 03/04/2024 are written; by default told from each column's own cells."""


class Classification(Settings):
    """Who decides where the export says nothing: the officer (so: nobody), or the rules."""

    record_type: Literal["officer", "rules"] = "officer"
    """Who tells complaints from service requests where the export does not say."""
    exclusion_reason: Literal["officer", "rules"] = "officer"
    """Who says why a complaint was refused where the export does not."""


class Exclusions(Settings):
    """Reasons for refusal that the published policy names, beside those of HO 2.2."""

    policy: tuple[str, ...] | None = None
    """The reasons, by their labels: see the taxonomy; an empty list where the policy names none."""


class Exports(Settings):
    """How exports are read. They are named by their files, in which `*` stands for any letters."""

    hidden_sheets: bool = False
    """Whether sheets that are hidden are read; else they are left out, and named with their rows. Hidden rows
    and errors can be seen in an .xlsx and .xlsm alone, and not in an .xls, .xlsb or .ods."""

    without_reference: tuple[str, ...] = ()
    """Exports in which no column identifies the complaint: their rows are numbered, each a complaint."""
    prefixes: dict[str, str] = {}
    """What is put before the references of an export, where two of them number their complaints alike."""

    def numbers_rows(self, file: str) -> bool:
        """Whether the rows of a file are to be numbered."""
        return any(_is_named(file, pattern) for pattern in self.without_reference)

    def prefix(self, file: str) -> str:
        """What is put before the references of a file."""
        return next((said for pattern, said in self.prefixes.items() if _is_named(file, pattern)), "")


def _is_named(file: str, pattern: str) -> bool:
    return fnmatchcase(file.casefold(), pattern.casefold())


class SelfAssessment(Settings):
    """How self-assessments are held against the records: what is published, and the council's own tests.

    `own_test_pct` gives, by Code and provision, the percentage of cases in line that the council asks of
    itself; the Codes set no pass mark. `third_party_teams` are the teams of contractors and the like.
    """

    publish_verdicts: bool = False
    """Whether the report says how each answer stands against the records; else officers alone see it."""
    own_test_pct: dict[CodeName, dict[str, Percentage]] = {}
    """By Code and provision, the percentage of cases in line that the council asks of itself."""
    third_party_teams: tuple[str, ...] = ()
    """Teams of contractors and others acting for the council."""

    @field_validator("own_test_pct")
    @classmethod
    def _provisions_are_known(cls, own: dict[CodeName, dict[str, float]]) -> dict[CodeName, dict[str, float]]:
        unknown = [
            f"{code} {number}"
            for code, tests in own.items()
            for number in tests
            if number not in load_code(code)
        ]
        if unknown:
            raise ValueError(f"{unknown[0]} is no provision of the Code")
        return own


class Disclosure(Settings):
    """Counts below the threshold are withheld where people could be recognised."""

    threshold: Positive = 5
    """Smaller counts than this are withheld."""


class PublicValue(Settings):
    """A value of a private column that may be published, and who decided so."""

    value: str
    """The value, exactly as an export has it."""
    reason: str
    """Why it may be published."""
    decided_by: str
    """Whose decision that was, by role."""


class HomesOwned(Settings):
    """Homes owned at year end, by the regulator's kinds: rented (lcra) and low-cost ownership (lcho)."""

    lcra: NotNegative | None = None
    """Low-cost rental homes owned at the end of March."""
    lcho: NotNegative | None = None
    """Low-cost home ownership: shared ownership and the like."""


class Governance(Settings):
    """The dates on which the report goes through the council."""

    meeting: Day | None = None
    """The meeting of the governing body that receives the report."""
    body: str = "Cabinet"
    """What the governing body is called."""
    decision_link: Link = ""
    """The page of its decision."""
    approved_on: Day | None = None
    """The day on which it approved the report."""
    effective_from: Day | None = None
    """The day from which the decision stands, after call-in."""
    statement_due: Day | None = None
    """The day by which the Member's statement is to be published."""
    position_on: Day | None = None
    """The day on which it is judged what may be published; else the meeting once its decision is known."""


class YearFacts(Settings):
    """The facts of one year, from `year.toml`."""

    year: ReportingYear
    folder: Path
    extracted_on: Day | None = None
    """The day on which the exports were made, as at which all figures stand; else the year's last day."""
    population: Positive | None = None
    """The residents of the area."""
    homes_owned: HomesOwned = HomesOwned()
    governance: Governance = Governance()
    absent: dict[str, str] = {}
    """Files of which there is none this year, each with the words that the report prints instead."""
    raw_data_disposed_on: Day | None = None
    """The day on which the exports were deleted under the retention policy."""

    @property
    def position(self) -> date:
        """The day on which it is judged what may be published and what is done.

        `position_on`, else the meeting once the report is approved, else the day of the extract.
        """
        decided = self.governance.meeting if self.governance.approved_on else None
        return self.governance.position_on or decided or self.as_at

    @property
    def as_at(self) -> date:
        """The day on which the records stood as they are read: the extract, else the year's last day."""
        return self.extracted_on or self.year.period.end


class Council(Settings):
    """A council's settings, from `council.toml` in its data folder."""

    folder: Path
    council: Identity
    codes: Codes = Codes()
    calendar: Calendar = Calendar()
    clocks: Clocks = Clocks()
    procedure: tuple[Procedure, ...] = ()
    designated: tuple[Designated, ...] = ()
    tsm: Tsm = Tsm()
    recorded_from: dict[str, Day] = {}
    """By canonical column, the day since when the thing has been recorded at all."""
    dates: Dates = Dates()
    classification: Classification = Classification()
    exclusions: Exclusions = Exclusions()
    exports: Exports = Exports()
    columns: dict[str, str] = {}
    """The council's own headers, each with the canonical column it stands for; else `private` or `ignore`."""
    values: dict[str, dict[str, str]] = {}
    """By canonical column, the council's own words, each with the canonical value it stands for."""
    self_assessment: SelfAssessment = SelfAssessment()
    disclosure: Disclosure = Disclosure()
    public_value: tuple[PublicValue, ...] = ()

    @cached_property
    def working_days(self) -> WorkingDays:
        """The council's calendar."""
        return WorkingDays(self.calendar.subdivision, tuple(sorted(set(self.calendar.closed_days))))

    @property
    def logo(self) -> Path | None:
        """The picture of `[council] logo`, named relative to the data folder; None where none is named."""
        return self.folder / self.council.logo if self.council.logo else None

    def year(self, year: ReportingYear) -> YearFacts:
        """The facts of a year; a UsageError where the year has no folder or a wrong `year.toml`."""
        folder = self.folder / year.name
        if not folder.is_dir():
            raise UsageError(
                f"there is no folder for {year.name}",
                where=shown(folder),
                do=f"add it with `make new DIR={self.folder} YEAR={year.name}` (complaint-analysis new) and "
                f"put the exports into {year.name}/complaints, or name another year; "
                f"there: {', '.join(known.name for known in self.years) or 'none'}",
            )
        path = folder / "year.toml"
        return read_settings(path, YearFacts, year=year, folder=folder)

    @property
    def years(self) -> tuple[ReportingYear, ...]:
        """The years that have a folder, in order."""
        names = sorted(path.name for path in self.folder.glob("20??-??") if path.is_dir())
        return tuple(ReportingYear.parse(name) for name in names)

    def years_up_to(self, last: ReportingYear) -> tuple[YearFacts, ...]:
        """The facts of all years that have a folder, up to and including the last."""
        return tuple(self.year(year) for year in self.years if year <= last)


Model = TypeVar("Model", bound=Settings)


def load_council(folder: Path) -> Council:
    """The council of a data folder; a UsageError names a missing file, an unknown key or a bad value.

    An InputError where something leads out of the folder.
    """
    if not (folder / "council.toml").is_file():
        raise UsageError(
            "the data folder has no council.toml",
            where=shown(folder),
            do="name a council's data folder with --data",
        )
    refuse_ways_out(folder)
    council = read_settings(folder / "council.toml", Council, folder=folder)
    _require_usable_logo(council)
    return council


def _require_usable_logo(council: Council) -> None:
    logo = council.logo
    if logo:
        require_plain_path(logo)
    if logo and leads_out(logo, council.folder):
        raise InputError(
            "the council's logo lies outside the data folder",
            where=f"council.toml, logo = {council.council.logo}",
            do="put the picture into the data folder and name it by its name there",
        )
    if logo is None or (logo.is_file() and logo.suffix.lower() in LOGO_SUFFIXES):
        return
    raise UsageError(
        "the council's logo is not there"
        if not logo.is_file()
        else "the council's logo is no PNG, JPEG or SVG",
        where=shown(logo),
        do="name a PNG, JPEG or SVG file of the data folder as `logo` in council.toml, or take it out",
    )


def read_settings(path: Path, model: type[Model], **given: Any) -> Model:
    """The settings of a .toml file, with what is `given` beside them; a UsageError names key and file."""
    content = _toml(path)
    if taken := sorted(content.keys() & given.keys()):
        raise UsageError(f"'{taken[0]}' is not a setting", where=shown(path), do="take the line out")
    try:
        return model.model_validate({**content, **given})
    except ValidationError as error:
        raise _first_mistake(error, path) from None


def _toml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    _require_settings_size(path)
    try:
        return legible_within(tomllib.loads(legible(path.read_text(encoding="utf-8-sig"))))
    except RecursionError:
        raise UsageError(
            "brackets stand in brackets without end", where=shown(path), do="mend the file"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        twice = "overwrite a value" in str(error) or "twice" in str(error)
        do = "the same setting or [table] stands there a second time: keep one" if twice else "mend that line"
        raise UsageError(f"the file is not valid TOML: {error}", where=shown(path), do=do) from None


def _require_settings_size(path: Path) -> None:
    try:
        require_size(path, MOST_OF_SETTINGS, shown(path))
    except InputError as error:
        raise UsageError(
            error.what, where=error.where, do="write the settings anew from the template"
        ) from None


def _first_mistake(error: ValidationError, path: Path) -> UsageError:
    mistake = error.errors()[0]
    key = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] == "extra_forbidden":
        return UsageError(
            f"'{key}' is not a setting that {path.name} knows",
            where=shown(path),
            do="correct its spelling or take it out",
        )
    if mistake["type"] == "string_too_short":
        return UsageError(
            f"the setting '{key}' is blank",
            where=shown(path),
            do=f'write it between the quotation marks: {key.split(".")[-1]} = "…"',
        )
    return UsageError(
        f"the setting '{key}' has a value that cannot be used: {_in_words(mistake['msg'])}",
        where=shown(path),
        do="correct the value",
    )


def _in_words(message: str) -> str:
    """What is wrong with a value, without the word by which a validator's error is known."""
    return message.removeprefix("Value error, ").lower()


def shown(path: Path) -> str:
    """A file as a message names it: its folder and its name, never where the machine keeps it."""
    return "/".join(path.parts[-2:])
