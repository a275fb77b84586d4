import itertools

import pytest

from complaint_analysis.chapters.charts import shapes as charts
from complaint_analysis.chapters.charts.shapes import (
    NO_CHART,
    WIDTH_INCHES,
    Bar,
    BarShare,
    Dots,
    Months,
    Stack,
)
from complaint_analysis.publish.publication import draw

YEARS = ("2024-25", "2023-24")
WORDS = ("A finding.", "The finding and the range.")
LONG = "Waste and recycling collections, street cleansing, grounds and fleet maintenance"
MONTHS = "April,May,June,July,August,September,October,November,December,January,February,March"
TWELVE = MONTHS.split(",")


def texts(figure):
    """Every piece of text that is drawn, with its box in pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    FigureCanvasAgg(figure).draw()
    found = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in found]
    return [(text, box) for text, box in boxes if box.width]


def assert_readable(drawn):
    boxes = texts(drawn.figure)
    page = drawn.figure.bbox
    clipped = [
        text
        for text, box in boxes
        if box.x0 < page.x0 - 1 or box.x1 > page.x1 + 1 or box.y0 < page.y0 - 1 or box.y1 > page.y1 + 1
    ]
    assert clipped == []
    overlapping = [
        (one, two)
        for (one, a), (two, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
    ]
    assert overlapping == []
    assert drawn.figure.get_figwidth() == WIDTH_INCHES
    assert drawn.figure.get_figheight() < 9


@pytest.mark.parametrize("number", [1, 2, 12, 40])
@pytest.mark.parametrize("name", ["Parks", LONG])
def test_bars_are_readable_for_one_service_or_forty(number, name):
    values = [Bar(f"{name} {i}", 1500 - i * 30, 1400 - i * 20) for i in range(number)]
    assert_readable(charts.bars(values, *YEARS, *WORDS))


def test_bars_stand_longest_first_and_what_does_not_fit_is_said():
    drawn = charts.bars([Bar(f"{LONG} {i}", i, None) for i in range(40)], "2024-25", "", *WORDS)
    written = [text for text, _ in texts(drawn.figure)]
    assert any("smaller ones are in the table" in text for text in written)
    assert "39" in written
    assert "0" not in written


def test_bars_name_both_years_only_where_both_are_known():
    alone = charts.bars([Bar("Parks", 3)], "2024-25", "2023-24", *WORDS)
    assert "2023-24" not in [text for text, _ in texts(alone.figure)]
    both = charts.bars([Bar("Parks", 3, 0)], "2024-25", "2023-24", *WORDS)
    assert {"2023-24", "3", "0"} <= {text for text, _ in texts(both.figure)}


@pytest.mark.parametrize(
    "drawn",
    [
        charts.bars([Bar("Parks", 0, 0)], *YEARS, *WORDS),
        charts.bars([], *YEARS, *WORDS),
        charts.months([Months("Housing", TWELVE, [0] * 12)], *YEARS, *WORDS),
        charts.months([], *YEARS, *WORDS),
        charts.shares([BarShare("Housing, stage 1", 0, 0)], *YEARS, *WORDS),
        charts.stacks([Stack("Housing, stage 1", [0, 0])], ["Upheld", "Not upheld"], *WORDS),
    ],
)
def test_nothing_to_show_is_no_chart(drawn):
    assert drawn == NO_CHART


@pytest.mark.parametrize("number", [3, 12])
@pytest.mark.parametrize("before", [True, False])
def test_months_are_readable(number, before):
    counts = [40, 1200, 38, 0, 45, 41, 39, 44, 40, 42, 37, 43][:number]
    last = [41, 39, 40, 38, 43, 42, 40, 39, 41, 44, 38, 40][:number] if before else []
    panels = [Months(name, TWELVE[:number], counts, last) for name in ("Housing", "Other services")]
    assert_readable(charts.months(panels, *YEARS, *WORDS))


def test_months_over_ten_carry_limits_and_ring_their_signals():
    drawn = charts.months([Months("Housing", TWELVE, [44, 20] * 5 + [44, 120])], *YEARS, *WORDS)
    (axes,) = drawn.figure.axes
    rings = [line for line in axes.lines if line.get_markersize() == 10]
    assert [list(ring.get_xdata()) for ring in rings] == [[11]]
    few = charts.months([Months("Housing", TWELVE, [2] * 11 + [9])], *YEARS, *WORDS)
    assert [line for line in few.figure.axes[0].lines if line.get_markersize() == 10] == []


def test_shares_are_readable_and_small_bases_show_counts():
    values = [
        BarShare("Housing, stage 1", 72, 86, 71.9),
        BarShare("Housing, stage 2", 8, 9, 88.9),
        BarShare(LONG, 1450, 1450, 100.0),
        BarShare("Other services, stage 2", 0, 12, 0.0),
    ]
    drawn = charts.shares(values, *YEARS, *WORDS)
    assert_readable(drawn)
    written = [text for text, _ in texts(drawn.figure)]
    assert "83.7%  (72 of 86)" in written
    assert "8 of 9" in written


def test_stacks_are_readable_and_narrow_parts_carry_no_number():
    parts = ["Upheld", "Partially upheld", "Not upheld", "Other", "Not recorded"]
    values = [Stack(f"{LONG}, stage 1, 2024-25", [400, 3, 2, 1, 77]), Stack("Housing", [1, 0, 0, 0, 0])]
    drawn = charts.stacks(values, parts, *WORDS)
    assert_readable(drawn)
    written = [text for text, _ in texts(drawn.figure)]
    assert "400" in written
    assert "3" not in written


def test_a_drawing_has_the_same_bytes_in_another_drawing():
    def one():
        return draw(charts.bars([Bar("Parks", 3, 4)], *YEARS, *WORDS).figure, "parks")

    assert one() == one()


def test_text_is_at_least_nine_points_as_printed():
    drawn = charts.months([Months("Housing", TWELVE, [20] * 12, [21] * 12)], *YEARS, *WORDS)
    from matplotlib.text import Text

    texts(drawn.figure)
    written = [each for each in drawn.figure.findobj(Text) if each.get_text()]
    assert min(each.get_fontsize() for each in written) >= 9
    assert {each.get_fontname() for each in written} == {"Source Sans Pro"}


MANY = [(base * part // 100, base) for base in range(20, 2000, 30) for part in (40, 70, 99)]


@pytest.mark.parametrize("ours", [(72, 86), (1900, 2000), (3, 4), (0, 20), (50, 50)])
@pytest.mark.parametrize("name", ["Testford Council", LONG])
def test_a_funnel_is_readable_wherever_we_lie(ours, name):
    dots = Dots(name, ours, MANY, "other local authorities")
    assert_readable(charts.funnel(dots, "Stage 1 complaints", *WORDS))


def test_a_funnel_names_nobody_but_us_and_small_bases_by_their_counts():
    dots = Dots("Testford Council", (3, 4), MANY, "other landlords")
    written = [text for text, _ in texts(charts.funnel(dots, "Stage 1 complaints", *WORDS).figure)]
    assert "Testford Council\n3 of 4" in written
    assert "95% limits of chance" in written


@pytest.mark.parametrize("dots", [Dots("We", (0, 0), MANY, "others"), Dots("We", (1, 2), [], "others")])
def test_a_funnel_of_nothing_is_no_chart(dots):
    assert charts.funnel(dots, "Complaints", *WORDS) == NO_CHART


def test_the_years_stand_on_the_line_of_the_columns_of_values():
    drawn = charts.bars([Bar("Housing", 30, 20), Bar("Waste", 12, 9)], *YEARS, *WORDS)

    feet = [box.y0 for text, box in texts(drawn.figure) if text in YEARS]

    assert len(feet) == 4
    assert max(feet) - min(feet) < 6


@pytest.mark.parametrize("name", ["Housing", LONG])
@pytest.mark.parametrize("period", [YEARS, ("Q3 2024-25", "Q3 2023-24")])
def test_the_years_leave_the_columns_of_values_their_room(name, period):
    assert_readable(charts.bars([Bar(name, 1234, 1200), Bar("Waste", 12, 9)], *period, *WORDS))


def test_a_chart_of_thirteen_services_leaves_half_a_page_to_its_table():
    drawn = charts.bars([Bar(f"Service {i}", 20 - i, 9) for i in range(13)], *YEARS, *WORDS)

    assert drawn.figure.get_figheight() < 4
