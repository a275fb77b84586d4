"""Verification: a publication made again from the raw exports, and held against what was published."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from complaint_analysis.commands.job import Job
from complaint_analysis.commands.pipeline import make_publication
from complaint_analysis.commands.progress import Progress
from complaint_analysis.council.settings import load_council
from complaint_analysis.errors import InputError, UsageError, UserError, VerificationDifference
from complaint_analysis.printing.numbers import print_number_of
from complaint_analysis.printing.table import print_date
from complaint_analysis.provenance import manifest, what_changed
from complaint_analysis.provenance.contents import (
    UNREADABLE,
    can_be_compared,
    difference_in_contents,
    may_be_packed_otherwise,
)
from complaint_analysis.provenance.inputs import digest
from complaint_analysis.provenance.publication_diff import (
    ABSENT,
    Compared,
    Difference,
    changed_files,
    compare,
)
from complaint_analysis.provenance.releases import (
    digest_of,
    latest_release,
    record_differences,
    released_provenance,
    releases,
)
from complaint_analysis.provenance.signature import public_key, require_signed
from complaint_analysis.provenance.what_changed import Cause
from complaint_analysis.publish.render.renderers import choose_renderer

SHOWN = 200
"""So many differences are listed; the rest is counted."""


@dataclass(frozen=True)
class Verdict:
    """How a publication stands beside the same made again.

    `edited` are published files that are not as their own provenance or release says; `compared` holds every
    figure and table cell; `files` the files that say something else, or which one side lacks; `other_bytes`
    says why bytes may differ where the words, cells and values are the same, `not_compared` names the files
    whose bytes differ and of which no more can be told. `decisive` causes are differences themselves,
    `surrounding` ones are not. What the publication says of itself decides nothing of what is compared.
    """

    edited: list[Difference]
    compared: Compared
    files: list[Difference]
    other_bytes: str
    not_compared: list[str]
    decisive: list[Cause]
    surrounding: list[Cause]

    @property
    def differences(self) -> int:
        """How many things differ; 0 where the publication is reproduced."""
        found = [*self.edited, *self.compared.differences, *self.files]
        return len(found) + len(self.not_compared) + len(self.decisive)

    def lines(self) -> list[str]:
        """The verdict as a terminal shows it."""
        return [*self._differing(), *self._changed(), *self._counts()]

    def _differing(self) -> Iterator[str]:
        for title, found in (
            ("Not as it was published:", self.edited),
            ("Published -> made again:", self.compared.differences),
            ("Files that are not the same:", self.files),
        ):
            yield from _listed(title, [each.line() for each in found])
        yield from _listed("Files with other bytes, which could not be compared:", self.not_compared)

    def _changed(self) -> Iterator[str]:
        yield from _listed("What has changed since:", [cause.line() for cause in self.decisive])
        yield from _listed("Made with other programs:", [cause.line() for cause in self.surrounding])

    def _counts(self) -> Iterator[str]:
        if self.other_bytes:
            yield f"Bytes may differ ({self.other_bytes}): words, cells and values were compared instead."
        if not self.differences:
            figures, tables, _ = self.compared
            counted = (print_number_of(figures, "figure"), print_number_of(tables, "table"))
            yield f"{counted[0]} and {counted[1]} reproduced"


def verify(
    job: Job,
    renderer: str,
    progress: Progress,
    *,
    against: Path | None = None,
    expect: str = "",
    signed_by: Path | None = None,
) -> Verdict:
    """The verdict on a publication of the job, by default its newest release, else its last report.

    It is made again from raw in an empty folder, each notebook in a fresh kernel. `expect` is the digest that
    was minuted when it was released, `signed_by` the public key of who released it. A VerificationDifference
    where anything differs; an InputError where the raw data was disposed of.
    """
    published = against or latest_release(job.release) or job.public
    if not published.is_dir():
        raise UsageError(
            "there is no publication to verify", where=str(published), do="name its folder with --against"
        )
    if expect:
        _require_digest(published, expect)
    if signed_by:
        require_signed(published, public_key(signed_by))
    made = manifest.read(published)
    _require_raw_data(job, published, made)
    progress.say(f"Verifying {published}")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        again = Job(job.year, job.data, Path(folder) / "output", job.scope, released=job.releases)
        try:
            make_publication(again, _renderer(renderer, made), progress, fresh=True)
        except UserError:
            progress.say("\n".join(_listed("What has changed since:", _changed_inputs(job, made))))
            raise
        verdict = verdict_on(published, again.public, is_release=_is_release(job, published))
    progress.say("\n".join(["", *verdict.lines()]))
    _require_equal(verdict, published)
    return verdict


def _is_release(job: Job, published: Path) -> bool:
    """Whether a folder, however it is named, is a release of the job."""
    return published.resolve() in [each.resolve() for each in releases(job.release)]


def verdict_on(published: Path, rebuilt: Path, *, is_release: bool = False) -> Verdict:
    """The verdict on a publication, beside the same made again; each with its provenance.

    A release has its record beside it.
    """
    then, now = manifest.read(published), manifest.read(rebuilt)
    files, made_again = manifest.digests(published), manifest.digests(rebuilt)
    compared, other_bytes = compare(published, rebuilt), what_changed.not_comparable(then, now)
    told = {difference.file for difference in compared.differences}
    differing = [each for each in changed_files(files, made_again) if each.file not in told]
    on_both = files.keys() & made_again.keys()
    found = [_told_by_contents(each, on_both, published, rebuilt, other_bytes) for each in differing]
    return Verdict(
        edited=[*_edited(published, then, files), *_record(published, is_release=is_release)],
        compared=compared,
        files=[each for each in found if each and not _is_unreadable(each)],
        other_bytes=other_bytes,
        not_compared=[each.file for each in found if each and _is_unreadable(each)],
        decisive=what_changed.decisive(then, now) if then else [],
        surrounding=what_changed.surrounding(then, now) if then else [],
    )


def _record(published: Path, *, is_release: bool) -> list[Difference]:
    if is_release and not (published / manifest.RELEASE).is_file():
        return [Difference(manifest.RELEASE, "", "", ABSENT, "there")]
    return record_differences(published)


def _told_by_contents(
    found: Difference, on_both: Collection[str], published: Path, rebuilt: Path, other_bytes: str
) -> Difference | None:
    """A file that differs by its first word, cell or value that does; None where bytes alone may differ."""
    if found.file not in on_both:
        return found
    if not can_be_compared(found.file):
        return found._replace(published=UNREADABLE)
    first = difference_in_contents(found.file, published / found.file, rebuilt / found.file)
    return first or (None if other_bytes and may_be_packed_otherwise(found.file) else found)


def _is_unreadable(found: Difference) -> bool:
    return UNREADABLE in (found.published, found.rebuilt)


def _edited(published: Path, made: what_changed.Provenance, files: dict[str, str]) -> list[Difference]:
    """The files that are not as the provenance says, and the provenance where its release says otherwise."""
    if not made:
        return [Difference(manifest.NAME, "", "", ABSENT, "there")]
    beside = {manifest.NAME: digest(published / manifest.NAME)}
    of_release = {manifest.NAME: released_provenance(published) or beside[manifest.NAME]}
    return [
        *_other_entries(published, made, files),
        *changed_files(manifest.hashes(made, "outputs") | of_release, files | beside),
    ]


def _other_entries(
    published: Path, made: what_changed.Provenance, files: Mapping[str, str]
) -> Iterator[Difference]:
    """What the provenance says of a file beside its hash, where the hash is right and that is not."""
    for name, entry in made.get("outputs", {}).items():
        if name in files and entry.get("sha256") == files[name]:
            there = {"sha256": files[name], "bytes": (published / name).stat().st_size}
            for key in entry:
                if entry[key] != there.get(key):
                    yield Difference(name, key, "", str(entry[key]), str(there.get(key, ABSENT)))


def _require_digest(published: Path, expect: str) -> None:
    """Hold a release to the digest that was minuted."""
    found = digest_of(published) if (published / manifest.RELEASE).is_file() else "none, for it is no release"
    if found != re.sub(r"\s", "", expect).lower():
        raise VerificationDifference(
            f"the release's digest is {found}, not the one expected",
            where=str(published),
            do="compare it with the minutes: these are not the files that were released",
        )


def _require_equal(verdict: Verdict, published: Path) -> None:
    if verdict.differences:
        raise VerificationDifference(
            f"{print_number_of(verdict.differences, 'difference')} from what was published",
            where=str(published),
            do="see the list above; where a change was meant, release a correction with its reason",
        )


def _require_raw_data(job: Job, published: Path, made: what_changed.Provenance) -> None:
    """Stop where exports that the publication was made of were disposed of: no figure can be made again."""
    council, there = load_council(job.data), job.keyed_inputs()
    missing = [name for name in manifest.hashes(made, "inputs") if name not in there]
    for facts in council.years_up_to(job.year):
        exports, disposed = f"{facts.year.name}/complaints/", facts.raw_data_disposed_on
        gone = _within(exports, missing)
        if disposed and gone:
            edited = _edited(published, made, manifest.digests(published))
            raise _disposed(facts.year.name, disposed, published, edited)
        if gone and not _within(exports, there):
            raise InputError(
                f"{facts.year.name}: the exports that it was made of are not there",
                where=", ".join(str(job.data / name) for name in gone),
                do="put them back; where the retention policy had them deleted, write the day into "
                f"{facts.year.name}/year.toml as raw_data_disposed_on: then published files are held to "
                "their hashes",
            )


def _within(folder: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(folder)]


def _disposed(year: str, day: date, published: Path, edited: list[Difference]) -> UserError:
    what = f"{year}: raw data disposed of on {print_date(day)}"
    if edited:
        names = ", ".join(difference.file for difference in edited)
        return VerificationDifference(f"{what}; and not as it was published: {names}", where=str(published))
    return InputError(
        f"{what}; no figure can be made again",
        where=str(published),
        do="nothing: every published file is as its provenance says, and more cannot be verified",
    )


def _renderer(asked: str, made: what_changed.Provenance) -> str:
    """The renderer asked for; with `auto` the one that made the publication, where it runs here."""
    published = made.get("renderer", {}).get("name", asked)
    if asked != "auto" or published == "auto":
        return asked
    try:
        return choose_renderer(published).name
    except UsageError:
        return asked


def _changed_inputs(job: Job, made: what_changed.Provenance) -> list[str]:
    changed = changed_files(manifest.hashes(made, "inputs"), job.keyed_inputs())
    return [f"input {difference.line()}" for difference in changed]


def _listed(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [f"  … and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [title, *(f"  {line}" for line in lines[:SHOWN]), *more, ""]
