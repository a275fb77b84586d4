from small_run import complaint, run

from complaint_analysis.chapters import tables
from complaint_analysis.chapters.charts import report_charts
from complaint_analysis.chapters.charts.shapes import NO_CHART


def lgsco(**columns):
    return complaint(**{"regime": "lgsco", "service": "Parks", **columns})


CASES = [complaint(category="charges", cause="delay"), complaint(stage1_outcome="not_upheld"), lgsco()] * 5


def drawn(of):
    return [
        report_charts.received_by_month(of, tables.received_by_month(of)),
        report_charts.received_by_service(of, tables.received_by_service(of)),
        report_charts.by_category(of, "housing", tables.category(of, "housing")),
        report_charts.by_cause(of, "housing", tables.cause(of, "housing")),
        report_charts.responded_in_time(of),
        report_charts.outcomes(of, tables.outcomes(of)),
    ]


def test_each_chart_has_a_finding_and_another_text_as_alternative():
    for chart in drawn(run(CASES, [complaint("2023-05-01")])):
        assert chart.figure is not None
        assert chart.title.endswith(".")
        assert chart.alt
        assert chart.alt != chart.title


def test_without_complaints_there_is_no_chart():
    assert [chart.figure for chart in drawn(run([complaint("2021-05-01")]))] == [None] * 6


def test_of_a_handful_of_complaints_there_is_no_chart():
    assert [chart.figure for chart in drawn(run(CASES[:4]))] == [None] * 6


def test_bars_carry_the_tables_numbers_without_total():
    of = run(CASES, [complaint("2023-05-01")])
    chart = report_charts.received_by_service(of, tables.received_by_service(of))
    (axes,) = chart.figure.axes
    assert [bar.get_width() for bar in axes.patches] == [10, 5]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Council Housing", "Parks"]


def test_stage2_not_recorded_draws_stage1():
    of = run(CASES, unrecorded=["stage2_requested"])
    assert report_charts.responded_in_time(of).figure is not None
    assert report_charts.received_by_service(of, tables.received_by_service(of)).figure is not None


def test_outcomes_not_recorded_are_no_chart():
    of = run(CASES, unrecorded=["stage1_outcome", "stage2_outcome"])
    assert report_charts.outcomes(of, tables.outcomes(of)) == NO_CHART


def test_a_code_without_complaints_has_no_panel_of_months():
    of = run([complaint()] * 12)
    chart = report_charts.received_by_month(of, tables.received_by_month(of))
    assert [axes.get_title(loc="left") for axes in chart.figure.axes] == ["Housing"]
