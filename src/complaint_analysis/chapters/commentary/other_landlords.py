"""Where the council stands among other landlords, in words: the facts, then what to bear in mind."""

from __future__ import annotations

from collections import Counter

from complaint_analysis.chapters.commentary.chart_titles import Finding
from complaint_analysis.chapters.printed_words import words
from complaint_analysis.council.codes.regimes import CODE_NAME
from complaint_analysis.council.periods import ReportingYear, short_label
from complaint_analysis.measures.figure import Figure, has_small_base, print_share
from complaint_analysis.oversight.benchmarks import Peers
from complaint_analysis.oversight.benchmarks.quartile_tables import per_cent
from complaint_analysis.oversight.benchmarks.regulator_words import vocabulary
from complaint_analysis.oversight.benchmarks.standings import MEASURES, NEAREST, Funnel, Standing
from complaint_analysis.printing.numbers import print_count, print_number_of, print_one_place, print_per_cent
from complaint_analysis.printing.sentences import listed, paragraph
from complaint_analysis.run.compared_years import STAGES
from complaint_analysis.run.period_run import Run

_CODE_OF_2024 = ReportingYear(2024)
_CHANCE = {
    "within": "differs from the {all} of all together by no more than chance alone can bring",
    "above": "is higher than the {all} of all together by more than chance alone usually brings",
    "below": "is lower than the {all} of all together by more than chance alone usually brings",
    "far_above": "is higher than the {all} of all together by far more than chance alone brings",
    "far_below": "is lower than the {all} of all together by far more than chance alone brings",
}
_STANDING_NOTES = (
    "More complaints are neither better nor worse: they also show that people find it easy to complain "
    "(Housing Ombudsman's Code, 3.3). So CH01 has no rank.",
    "Landlords draw the line between a service request and a complaint in different places, which moves both "
    "measures. Each counted its own cases.",
    "Landlords with many complaints weigh most in the share of all together, which can lie far from the "
    "median.",
)
_FEW = 30
"""Below this base one answer moves a share by more than three points."""
_PLACE = {
    "within": "within the inner limits",
    "above": "between the inner and the outer limit, above",
    "below": "between the inner and the outer limit, below",
    "far_above": "above the outer limit",
    "far_below": "below the outer limit",
}


def benchmarks(run: Run, peers: Peers | None) -> str:
    """The comparison in words: a bullet for each measure and stage, then points to note; '' without one."""
    if peers is None:
        return ""
    group = "local_authorities" if "local_authorities" in peers.groups else "all"
    measures = [f"{measure}_{stage}" for measure in MEASURES for stage in STAGES]
    facts = [said for measure in measures if (said := _fact(peers, measure, group))]
    notes = "\n".join(f"- {note}" for note in points_to_note(run, peers))
    return "\n\n".join([_opening(peers, group), "\n".join(facts), "Points to note:", notes])


def _opening(peers: Peers, group: str) -> str:
    name, also = vocabulary("group")[group], [_whom(each) for each in peers.groups if each != group]
    return paragraph(
        _ranked(peers, group),
        f"The list sets our figures beside what {name} returned to the regulator for {peers.year.name}.",
        f"The table adds {listed(also)}." if also else "",
    )


def _ranked(peers: Peers, group: str) -> str:
    """Our place at stage 1, where we have one: `Of 158 local authorities we were 71st by ...`"""
    standing = peers.standing("ch02_stage1", group)
    if standing is None or standing.rank is None:
        return ""
    place, _, number = standing.rank.partition(" of ")
    landlords = vocabulary("group")[group].removeprefix("all ")
    return (
        f"Of {number} {landlords} we were {place} by the share of stage 1 complaints answered in time (CH02)."
    )


def _whom(group: str) -> str:
    name = vocabulary("group")[group]
    return f"the {NEAREST} {name}" if group == "nearest" else name


def _fact(peers: Peers, measure: str, group: str) -> str:
    """One measure and stage beside the group's median and middle half, for CH02 with rank and chance."""
    figure, standing = peers.ours[measure], peers.standing(measure, group)
    if standing is None:
        return ""
    kind, stage = measure.split("_")
    label = f"- **{kind.upper()} {words('stage')[stage]}:**"
    if figure.value is None:
        return f"{label} we have no figure. {_middle(kind, standing)}"
    beside = f"{_ours(kind, figure)}, {_against(figure, standing.median)} of {_number(kind, standing.median)}"
    rank = f"; {standing.rank}" if standing.rank else ""
    return paragraph(f"{label} {beside}{rank}.", _middle(kind, standing), _chance(peers, measure, group))


def _ours(kind: str, figure: Figure) -> str:
    if kind == "ch02":
        return f"{print_share(figure)} answered in time"
    return f"{print_one_place(figure.value or 0)} complaints for every 1,000 homes"


def _against(figure: Figure, median: float) -> str:
    """Beside a median in a word that does not judge."""
    if figure.value == median:
        return "the same as the median"
    return f"{'higher' if (figure.value or 0) > median else 'lower'} than the median"


def _middle(kind: str, standing: Standing) -> str:
    return f"Half of them lie between {_number(kind, standing.lower)} and {_number(kind, standing.upper)}."


def _number(kind: str, value: float) -> str:
    return print_per_cent(value) if kind == "ch02" else print_one_place(value)


def _chance(peers: Peers, measure: str, group: str) -> str:
    """How far our share of the funnel lies from that of all together."""
    funnel = peers.funnel
    if measure != "ch02_stage1" or funnel is None or funnel.group != group:
        return ""
    return f"Ours {_beside_all(funnel)}."


def _beside_all(funnel: Funnel) -> str:
    return _CHANCE[funnel.positions[0]].format(all=per_cent(*funnel.whole))


def points_to_note(run: Run, peers: Peers) -> list[str]:
    """What to bear in mind with the comparison, each in a sentence or two."""
    notes = (*_other_year(run, peers), *_STANDING_NOTES, _spread(peers.funnel), _small_numbers(peers))
    return [note for note in notes if note]


def _other_year(run: Run, peers: Peers) -> list[str]:
    """What the years do to the comparison: figures of an earlier year, and that time's clock."""
    label = short_label(run.period)
    earlier = (
        f"The others' figures for {label} are not in our files; those for {peers.year.name} are the latest."
        if peers.year.name != label
        else ""
    )
    clock = (
        f"Until 31 March 2024 {CODE_NAME['housing']} of 2022 was in force. Its clock ran from the day "
        "of logging; ours here runs from the acknowledgement, so CH02 is not on one footing."
        if peers.year < _CODE_OF_2024
        else ""
    )
    return [earlier, clock]


def _spread(funnel: Funnel | None) -> str:
    """How many lie beyond the outer limits, where landlords must differ by more than chance."""
    beyond = sum(each.startswith("far_") for each in funnel.positions) if funnel else 0
    if funnel is None or not beyond:
        return ""
    return (
        f"{print_count(beyond)} of {print_count(len(funnel.positions))} "
        f"{vocabulary('group')[funnel.group]} lie beyond the outer limits of the chart: they differ by more "
        "than chance. The figures do not say why."
    )


def _small_numbers(peers: Peers) -> str:
    """How far one answer moves a share at stage 2, where we had few complaints."""
    figure = peers.ours["ch02_stage2"]
    base = int(figure.denominator or 0)
    if not base or base >= _FEW:
        return ""
    return paragraph(
        f"We had {print_number_of(base, 'complaint')} at stage 2: one answer more or less in time moves the "
        f"share by {print_one_place(100 / base)} percentage points.",
        "We give no rank for it." if has_small_base(figure) else "",
    )


def funnel(peers: Peers) -> Finding:
    """Where our share of stage 1 lies within the limits of chance, and where the others lie."""
    found = peers.funnel
    if found is None:
        return Finding("", "")
    what = (
        f"CH02 stage 1 of {vocabulary('group')[found.group]} in {peers.year.name}, by number of complaints; "
        "the lines show how far chance alone could move each."
    )
    return Finding(f"Our {print_share(peers.ours['ch02_stage1'])} {_beside_all(found)}. {what}", _alt(found))


def _alt(funnel: Funnel) -> str:
    counts, group = Counter(funnel.positions), vocabulary("group")[funnel.group]
    outside = counts["far_above"] + counts["far_below"]
    shares = sorted(part / base for part, base in funnel.others)
    low, high = (print_per_cent(100 * each) for each in (shares[0], shares[-1]))
    bases = [base for _, base in funnel.others]
    return (
        f"Funnel chart of {counts.total()} {group} around {per_cent(*funnel.whole)} answered in time. The "
        f"others lie between {low} and {high}, with {print_count(min(bases))} to {print_count(max(bases))} "
        f"complaints. Of all, {print_count(outside)} lie beyond the outer limits of chance and "
        f"{print_count(counts['within'])} within the inner; we, with {print_count(funnel.ours[0])} of "
        f"{print_count(funnel.ours[1])}, lie {_PLACE[funnel.positions[0]]}."
    )
