"""The shapes that charts have: each function returns the drawing, its title and its alternative text.

Bars start at zero, this year is solid and last year a tick, uncertainty a thin whisker. A chart that has
nothing to draw comes back as `NO_CHART`.
"""

from __future__ import annotations

import base64
import io
import logging
import textwrap
import warnings
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache, wraps
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from complaint_analysis.measures.statistics import binomial_limits, signals, wilson_interval, xmr_limits
from complaint_analysis.printing.numbers import SMALL_BASE
from complaint_analysis.printing.rounding import half_up
from complaint_analysis.publish.render.typefaces import source_sans_pro, typefaces_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

BLUE, ORANGE, TURQUOISE, CHARCOAL, PURPLE = "#12436D", "#F46A25", "#28A197", "#3D3D3D", "#A285D1"
INK, GREY, PALE, RULE = "#0b0c0c", "#505a5f", "#dfe6ee", "#b1b4b6"

WIDTH_INCHES = 6.3
_WRAP_AT = 34
_LINE_INCHES, _GAP_INCHES, _MARGIN_INCHES, _BAR_INCHES = 0.165, 0.085, 0.4, 0.17
_PAGE_INCHES = 8.0
"""What a chart may take of a page, its title and note beside it."""
MONTHS_OF_A_YEAR = 12
_NAME_POINTS, _YEARS_POINTS = 7, 15
_STACK_COLOURS = (BLUE, TURQUOISE, ORANGE, CHARCOAL, PURPLE)
_INK_ON = {BLUE: "white", CHARCOAL: "white"}
_NARROWEST_LABELLED, _STACK_INCHES = 5, 0.21
_FUNNEL_INCHES, _LIMIT_POINTS, _OTHERS = 3.9, 160, "#8f959b"
_GROUND = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.8}
_LIMITS: dict[float, tuple[str, Any, float]] = {
    0.95: (GREY, (0, (4, 2)), 1.2),
    0.998: (CHARCOAL, "solid", 1.2),
}


class DrawnChart(NamedTuple):
    """A chart: its drawing, its title and its alternative text; no drawing where there is nothing to show."""

    figure: Drawing | None
    title: str
    alt: str

    def __repr__(self) -> str:
        return f"Chart: {self.title}\n{self.alt}" if self.figure else "No chart: its table says it all."

    def _repr_html_(self) -> str:
        if self.figure is None:
            return f"<p>{self!r}</p>"
        drawn = io.StringIO()
        self.figure.savefig(drawn, format="svg")
        source = base64.b64encode(drawn.getvalue().encode("utf-8")).decode()
        picture = f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(self.alt)}">'
        return f"<p><strong>{escape(self.title)}</strong></p>{picture}"


NO_CHART = DrawnChart(None, "", "")


class Bar(NamedTuple):
    """One bar: its name, this year's value and last year's (None where there is none)."""

    name: str
    now: float
    before: float | None = None


@cache
def _style() -> Any:
    """The style's settings; the typeface is registered once, from its package, on every machine the same."""
    from matplotlib import font_manager, rc_params_from_file

    for path in sorted(source_sans_pro().glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    with as_file(files(__package__).joinpath("shapes.mplstyle")) as style:
        return dict(rc_params_from_file(style, use_default_template=False))


def _families(text: str) -> dict[Any, Any]:
    """The setting that names the typefaces of a drawing, where its texts need more than our own."""
    needed = [path for face in typefaces_for(text) for path in face.files]
    return {"font.family": ["Source Sans Pro", *map(_registered, needed)]} if needed else {}


@cache
def _registered(path: Path) -> str:
    """The name of a typeface of another script; that it has no bold of its own here is not warned of."""
    from matplotlib import font_manager

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", "Glyph .* missing from")
    font_manager.fontManager.addfont(path)
    return next(entry.name for entry in font_manager.fontManager.ttflist if Path(entry.fname) == path)


def _styled(chart: Callable[..., DrawnChart]) -> Callable[..., DrawnChart]:
    """The chart function with the style in force while it draws."""

    @wraps(chart)
    def in_style(*arguments: Any, **settings: Any) -> DrawnChart:
        import matplotlib as mpl

        with mpl.rc_context({**_style(), **_families(repr([arguments, settings]))}):
            return chart(*arguments, **settings)

    return in_style


def _canvas(height_inches: float, panels: int = 1, **settings: Any) -> tuple[Drawing, list[Axes]]:
    """An empty drawing of the text's width with so many panels one above the other."""
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(WIDTH_INCHES, height_inches), layout="constrained")
    return drawing, list(drawing.subplots(panels, 1, squeeze=False, **settings)[:, 0])


@_styled
def bars(values: Sequence[Bar], now: str, before: str, title: str, alt: str) -> DrawnChart:
    """Horizontal bars, longest first, of this year (`now` names it), with last year's as a tick.

    Names are wrapped; what would not fit on a page is left to the table, and said. A bar of 0 in both
    years is left out; there is no chart when all are.
    """
    ordered = sorted((bar for bar in values if bar.now or bar.before), key=lambda bar: -bar.now)
    if not ordered:
        return NO_CHART
    shown = _most(ordered)
    names = _wrapped(shown)
    drawing, (axes,) = _canvas(_bars_height(names))
    at = _positions(names)
    axes.barh(at, [bar.now for bar in shown], height=_BAR_INCHES, color=BLUE)
    _ticks(axes, at, [bar.before for bar in shown])
    _finish_bars(axes, at, names, max(max(bar.now, bar.before or 0) for bar in shown))
    compared = any(bar.before is not None for bar in shown)
    _value_columns(axes, at, shown, (now, before) if compared else (now,))
    _key(axes, now, before if compared else "")
    _say_left_out(drawing, len(ordered) - len(shown))
    return DrawnChart(drawing, title, alt)


def _wrapped(named: Sequence[Any]) -> list[str]:
    return [textwrap.fill(each.name, _WRAP_AT) for each in named]


def _most(ordered: Sequence[Bar]) -> list[Bar]:
    """As many of the longest bars as a page holds."""
    shown = list(ordered)
    while _bars_height(_wrapped(shown)) > _PAGE_INCHES:
        shown.pop()
    return shown


def _say_left_out(drawing: Drawing, number: int) -> None:
    if number:
        words = f"{number} smaller {'one is' if number == 1 else 'ones are'} in the table."
        drawing.supxlabel(words, color=GREY, x=0, ha="left", fontsize=9.5)


def _room(name: str) -> float:
    return _LINE_INCHES * (name.count("\n") + 1) + _GAP_INCHES


def _positions(names: Sequence[str]) -> list[float]:
    """The middle of each bar in inches from the top, leaving each name the room of its lines."""
    rooms = [_room(name) for name in names]
    return [sum(rooms[:i]) + room / 2 for i, room in enumerate(rooms)]


def _bars_height(names: Sequence[str]) -> float:
    return _MARGIN_INCHES + sum(map(_room, names))


def _ticks(axes: Axes, at: Sequence[float], values: Sequence[float | None]) -> None:
    """Last year's values as short upright ticks across the bars."""
    reach = _BAR_INCHES / 2 + 0.03
    for place, value in zip(at, values, strict=True):
        if value is not None:
            span = [place - reach, place + reach]
            for colour, width in (("white", 4.2), (ORANGE, 2.2)):
                axes.plot([value] * 2, span, color=colour, linewidth=width, zorder=3, solid_capstyle="butt")


def _finish_bars(axes: Axes, at: Sequence[float], names: Sequence[str], longest: float) -> None:
    axes.set_yticks(at, names)
    axes.set_ylim(sum(map(_room, names)), 0)
    axes.set_xlim(0, longest * 1.03)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=RULE, linewidth=1)


def _value_columns(axes: Axes, at: Sequence[float], shown: Sequence[Bar], years: Sequence[str]) -> None:
    """The numbers at the right, this year's and last year's under their headings."""
    columns: tuple[list[float | None], ...] = ([bar.now for bar in shown], [bar.before for bar in shown])
    place: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    for offset, year, colour, values in zip((44, 94), years, (INK, GREY), columns, strict=False):
        axes.annotate(year, (1, 0), (offset, 4), color=colour, fontsize=9, va="bottom", ha="right", **place)
        for height, value in zip(at, values, strict=True):
            text = "" if value is None else f"{value:,.0f}"
            axes.annotate(text, (1, height), (offset, 0), color=colour, va="center", ha="right", **place)


def _key(axes: Axes, now: str, before: str, also: Sequence[Any] = ()) -> None:
    """The years in words above the bars, each beside its sign, on the line of the columns' headings."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    signs: list[Any] = [Patch(color=BLUE, label=now)]
    if before:
        tick: dict[str, Any] = {"marker": "|", "markersize": 11, "markeredgewidth": 2.5, "linestyle": "none"}
        signs.append(Line2D([], [], color=ORANGE, label=before, **tick))
    handles = [*signs, *also]
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    look: dict[str, Any] = {"borderpad": 0.3, "handlelength": 1.2, "columnspacing": 1.4}
    axes.legend(handles=handles, ncols=len(handles), **place, **look)


class Months(NamedTuple):
    """The months of one panel: its name, the months' names, this year's counts and last year's."""

    name: str
    months: Sequence[str]
    now: Sequence[int]
    before: Sequence[int] = ()

    @property
    def counts(self) -> list[int]:
        return [*self.before, *self.now]

    @property
    def run_on(self) -> bool:
        """Whether last year's months lead into this year's, as those of two quarters do not."""
        return len(self.now) == MONTHS_OF_A_YEAR


@_styled
def months(panels: Sequence[Months], now: str, before: str, title: str, alt: str) -> DrawnChart:
    """Lines of monthly counts, a panel for each Code; last year's months come first, paler.

    Where the mean is at least 10 a month the natural process limits are a pale band, and months that
    take part in a signal are ringed; not in a quarter, whose months do not follow last year's. No chart when
    all is 0.
    """
    if not any(count for panel in panels for count in panel.counts):
        return NO_CHART
    drawing, axes = _canvas(0.5 + 1.05 * len(panels), len(panels), sharex=True)
    for number, (panel, below) in enumerate(zip(panels, axes, strict=True)):
        _draw_months(below, panel, above=_NAME_POINTS if number else _NAME_POINTS + _YEARS_POINTS)
    _month_axis(axes[-1], panels[0])
    _name_years(axes[0], panels[0], now, before)
    return DrawnChart(drawing, title, alt)


def _draw_months(axes: Axes, panel: Months, *, above: float) -> None:
    """One panel, its name so many points `above` it: the first leaves room for the years between."""
    counts, start = panel.counts, len(panel.before)
    if panel.run_on:
        _draw_limits(axes, counts)
    earlier = counts[: start + panel.run_on] if start else []
    axes.plot(range(len(earlier)), earlier, color=CHARCOAL, linewidth=1.2, alpha=0.75)
    axes.plot(range(start, len(counts)), panel.now, color=BLUE, marker="o", markersize=4)
    _label(axes, f"{counts[-1]:,}", (len(counts) - 1, counts[-1]), 12)
    axes.set_title(panel.name, loc="left", fontsize=10, fontweight="bold", pad=above)
    axes.set_ylim(0, max(*counts, axes.get_ylim()[1], 1) * 1.05)
    axes.locator_params(axis="y", integer=True, nbins=4)
    axes.grid(axis="y")
    axes.margins(x=0.02)


def _label(axes: Axes, text: str, point: tuple[float, float], points_right: int) -> None:
    axes.annotate(text, point, (points_right, 0), textcoords="offset points", va="center")


def _draw_limits(axes: Axes, counts: Sequence[int]) -> None:
    limits = xmr_limits(counts)
    if limits is None:
        return
    axes.axhspan(limits.lower, limits.upper, color=PALE, linewidth=0)
    axes.axhline(limits.mean, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
    marked = signals(counts, limits)
    axes.plot(marked, [counts[i] for i in marked], "o", markersize=10, markerfacecolor="none", color=ORANGE)


def _month_axis(axes: Axes, panel: Months) -> None:
    """A tick a month, named where a quarter begins."""
    names = [*(panel.months if panel.before else ()), *panel.months]
    step = 3 if len(names) > 6 else 1
    axes.set_xticks(range(0, len(names), step), [name[:3] for name in names[::step]])
    axes.set_xticks(range(len(names)), minor=True)
    axes.tick_params(which="minor", length=2, color=RULE)


def _name_years(axes: Axes, panel: Months, now: str, before: str) -> None:
    place: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
    axes.annotate(now, (len(panel.before), 1), (0, 4), color=BLUE, **place)
    if panel.before:
        axes.annotate(before, (0, 1), (0, 4), color=GREY, **place)


class BarShare(NamedTuple):
    """A percentage with its counts, and last year's percentage (None where there is none to compare)."""

    name: str
    numerator: int
    denominator: int
    before_pct: float | None = None


@_styled
def shares(values: Sequence[BarShare], now: str, before: str, title: str, alt: str) -> DrawnChart:
    """Bars of percentages from 0 to 100, each with its 95% interval as a whisker and its counts in words."""
    shown = [share for share in values if share.denominator]
    if not shown:
        return NO_CHART
    names = _wrapped(shown)
    drawing, (axes,) = _canvas(_bars_height(names) + 0.3)
    at = _positions(names)
    axes.barh(at, [_pct(share) for share in shown], height=_BAR_INCHES, color=BLUE)
    _whiskers(axes, at, shown)
    _ticks(axes, at, [share.before_pct for share in shown])
    _finish_bars(axes, at, names, 100)
    _per_cent_axis(axes)
    for place, share in zip(at, shown, strict=True):
        _label(axes, _share_text(share), (100, place), 8)
    compared = any(share.before_pct is not None for share in shown)
    _key(axes, now, before if compared else "", [_whisker_sign()])
    return DrawnChart(drawing, title, alt)


def _pct(share: BarShare) -> float:
    return 100 * share.numerator / share.denominator


def _per_cent_axis(axes: Axes) -> None:
    axes.xaxis.set_visible(True)
    axes.set_xlim(0, 100)
    axes.set_xticks(range(0, 101, 25), [f"{tick}%" for tick in range(0, 101, 25)])


def _whiskers(axes: Axes, at: Sequence[float], shown: Sequence[BarShare]) -> None:
    """The interval of each bar, light on the bar and dark beyond it."""
    for place, share in zip(at, shown, strict=True):
        low, high = wilson_interval(share.numerator, share.denominator)
        for span, colour in (((low, _pct(share)), "white"), ((_pct(share), high), CHARCOAL)):
            axes.plot(span, [place] * 2, color=colour, linewidth=1.2, zorder=2)


def _whisker_sign() -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=CHARCOAL, linewidth=1.2, label="natural variation")


def _share_text(share: BarShare) -> str:
    counts = f"{share.numerator:,} of {share.denominator:,}"
    if share.denominator < SMALL_BASE:
        return counts
    return f"{half_up(Fraction(100 * share.numerator, share.denominator), 1)}%  ({counts})"


class Stack(NamedTuple):
    """One bar of a whole: its name and the counts of its parts."""

    name: str
    counts: Sequence[int]


@_styled
def stacks(values: Sequence[Stack], parts: Sequence[str], title: str, alt: str) -> DrawnChart:
    """Bars of 100%, divided into parts that carry their counts; a part too narrow for its count has none."""
    shown = [stack for stack in values if sum(stack.counts)]
    if not shown:
        return NO_CHART
    names = _wrapped(shown)
    drawing, (axes,) = _canvas(_bars_height(names))
    at = _positions(names)
    for place, stack in zip(at, shown, strict=True):
        _draw_stack(axes, place, stack)
    _finish_bars(axes, at, names, 100)
    axes.set_xlim(0, 100)
    used = [i for i in range(len(parts)) if any(stack.counts[i] for stack in shown)]
    _part_key(drawing, [(parts[i], _STACK_COLOURS[i]) for i in used])
    return DrawnChart(drawing, title, alt)


def _draw_stack(axes: Axes, place: float, stack: Stack) -> None:
    left = 0.0
    for count, colour in zip(stack.counts, _STACK_COLOURS, strict=False):
        width = 100 * count / sum(stack.counts)
        axes.barh(place, width, left=left, height=_STACK_INCHES, color=colour, edgecolor="white", linewidth=1)
        if width >= _NARROWEST_LABELLED:
            ink = _INK_ON.get(colour, INK)
            axes.text(left + width / 2, place, f"{count:,}", color=ink, ha="center", va="center")
        left += width


def _part_key(drawing: Drawing, parts: Sequence[tuple[str, str]]) -> None:
    from matplotlib.patches import Patch

    signs = [Patch(color=colour, label=name) for name, colour in parts]
    beside: dict[str, Any] = {"ncols": len(signs), "handlelength": 1, "columnspacing": 1.1}
    drawing.legend(handles=signs, loc="outside upper left", **beside)


class Dots(NamedTuple):
    """Shares of many by their base: our own (part, base) with our name, the others', and what those are."""

    name: str
    ours: tuple[int, int]
    others: Sequence[tuple[int, int]]
    kind: str

    @property
    def overall(self) -> float:
        """The share of all together."""
        together = [self.ours, *self.others]
        return sum(part for part, _ in together) / sum(base for _, base in together)


@_styled
def funnel(dots: Dots, base: str, title: str, alt: str) -> DrawnChart:
    """A dot for each share by the number it is a share of, on a scale of ratios named by `base`.

    Around the share of all together run the 95% and 99.8% limits of the binomial law; ours is named.
    """
    if not dots.ours[1] or not dots.others:
        return NO_CHART
    drawing, (axes,) = _canvas(_FUNNEL_INCHES)
    axes.set_xscale("log")
    _draw_funnel(axes, dots)
    _scatter(axes, dots.others, s=17, color=_OTHERS, alpha=0.75, linewidth=0, zorder=2)
    _scatter(axes, [dots.ours], s=64, color=BLUE, edgecolor="white", linewidth=1.2, zorder=4)
    _funnel_axes(axes, base)
    _name_ours(axes, dots)
    handles = [_dot_sign(dots.kind), *map(_limit_sign, _LIMITS)]
    drawing.legend(handles=handles, loc="outside upper left", ncols=3, handlelength=1.6)
    return DrawnChart(drawing, title, alt)


def _scatter(axes: Axes, points: Sequence[tuple[int, int]], **settings: Any) -> None:
    axes.scatter([base for _, base in points], [100 * part / base for part, base in points], **settings)


def _draw_funnel(axes: Axes, dots: Dots) -> None:
    """The overall share and its limits, from the smallest base to the largest."""
    import numpy as np

    bases = [base for _, base in [dots.ours, *dots.others]]
    steps = np.unique(np.geomspace(min(bases), max(bases), _LIMIT_POINTS).round().astype(int)).tolist()
    for coverage, (colour, dashes, width) in _LIMITS.items():
        for limit in binomial_limits(dots.overall, steps, coverage):
            line = [100 * each for each in limit]
            axes.plot(steps, line, color=colour, linestyle=dashes, linewidth=width, zorder=3)
    axes.axhline(100 * dots.overall, color=RULE, linewidth=1, zorder=1)
    words = f"all together\n{half_up(100 * dots.overall, 1)}%"
    place: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    axes.annotate(words, (1, 100 * dots.overall), (4, 0), va="center", color=GREY, fontsize=9, **place)


def _name_ours(axes: Axes, dots: Dots) -> None:
    """Our name and share at the foot, where few dots lie, with a thin line up to our dot."""
    part, base = dots.ours
    axes.plot([base, base], [0, 100 * part / base], color=BLUE, linewidth=0.9, zorder=3)
    left_half = axes.transData.transform((base, 0))[0] < axes.transAxes.transform((0.5, 0))[0]
    words = f"{textwrap.fill(dots.name, _WRAP_AT)}\n{_share_text(BarShare('', part, base))}"
    place: dict[str, Any] = {"ha": "left" if left_half else "right", "va": "bottom", "zorder": 5}
    axes.annotate(
        words, (base, 0), (5 if left_half else -5, 5), textcoords="offset points", color=BLUE, bbox=_GROUND,
        **place,
    )  # fmt: skip


def _funnel_axes(axes: Axes, base: str) -> None:
    from matplotlib.ticker import NullFormatter

    low, high = axes.get_xlim()
    ticks = [step * 10**power for power in range(7) for step in (1, 3) if low <= step * 10**power <= high]
    axes.set_ylim(0, 103)
    axes.set_yticks(range(0, 101, 25), [f"{tick}%" for tick in range(0, 101, 25)])
    axes.grid(axis="y")
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel(base, fontsize=9.5, loc="left")


def _dot_sign(kind: str) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=_OTHERS, marker="o", markersize=4.5, linestyle="none", label=kind)


def _limit_sign(coverage: float) -> Any:
    from matplotlib.lines import Line2D

    colour, dashes, width = _LIMITS[coverage]
    label = f"{100 * coverage:g}% limits of chance"
    return Line2D([], [], color=colour, linestyle=dashes, linewidth=width, label=label)
