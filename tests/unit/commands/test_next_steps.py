"""What `check` says to do next, as a council comes nearer to its report."""

from __future__ import annotations

from complaint_analysis.commands.next_steps import next_steps
from complaint_analysis.council.periods import ReportingYear
from complaint_analysis.council.settings import load_council
from complaint_analysis.run.period_run import Run

YEAR = ReportingYear.parse("2024-25")
ROW = {
    "Ref": "C-1",
    "Received": "01/05/2024",
    "Service": "Council Housing",
    "Tenure": "Tenant",
    "S1 Acknowledged": "02/05/2024",
    "S1 Responded": "03/05/2024",
    "Outcome": "Upheld",
    "S2 Requested": "",
    "S2 Acknowledged": "",
    "S2 Responded": "",
    "S2 Outcome": "",
}


def steps(council, *, missing: int = 3) -> str:
    loaded = load_council(council.folder)
    run = Run(loaded, loaded.year(YEAR), YEAR.period, council.records(), None)
    return "\n".join(next_steps(run, missing))


def test_a_council_with_all_in_order_is_led_to_its_report(council, export):
    council.export(export(ROW)).year(facts="extracted_on = 2025-05-30\n[homes_owned]\nlcra = 10")
    assert steps(council).splitlines() == [
        "`make report YEAR=2024-25` makes a draft with what is there.",
        "Then add what is missing above: 3 things.",
    ]
    (council.folder / "templates").mkdir()
    assert steps(council).endswith("Blank files to copy into 2024-25/ lie in templates/.")
    assert "`make release YEAR=2024-25`" in steps(council, missing=0)


def test_wording_that_nobody_approved_is_told(council, export):
    council.export(export(ROW)).year(facts="extracted_on = 2025-05-30\n[homes_owned]\nlcra = 10")
    header = "code,theme,wording,approved_by,approved_on"
    council.write("2024-25/examples.csv", f"{header}\nhousing,Repairs,Nobody came.,,\n")
    assert "1 wording is not printed: say in examples.csv who approved each" in steps(council)


def test_what_is_not_known_in_an_export_comes_first(council, export):
    odd = export({**ROW, "Zonk": "1", "Outcome": "Zonked"}, {**ROW, "Ref": "", "Received": ""})
    council.export(odd).year(facts="")
    first, second, third, fourth, fifth, *_ = steps(council).splitlines()
    assert "'Zonk'" in first and "make columns" in first  # noqa: PT018
    assert "in 'outcome'" in second and "[values.*]" in second  # noqa: PT018
    assert third.startswith("1 row was rejected.")
    assert "no CH01" in fourth
    assert "extracted_on" in fifth
    assert "Zonked" not in steps(council)


def test_a_column_that_the_figures_rest_on_and_no_export_has_is_named(council, export):
    """Under a header that nobody knows it would be printed as not recorded, and nobody would see why."""
    renamed = {("Zonk" if key == "S1 Responded" else key): cell for key, cell in ROW.items()}
    told = steps(council.export(export(renamed)))
    assert (
        "No export has a column for stage1_responded (the day on which the full answer of stage 1 was sent)"
        in told
    )
    assert "stage2_requested" not in told


def test_problems_of_the_rows_are_counted_with_the_command_that_tells_them(council, export):
    late = {**ROW, "S1 Responded": "31/02/2024"}
    assert "`make records YEAR=2024-25` tells 2 other problems" in steps(council.export(export(late)))


def test_a_landlord_who_names_no_services_is_told_which_there_are(council, export):
    council.export(export({**ROW, "Service": "Homes"}, {**ROW, "Ref": "2", "Service": "Waste"}))
    assert "[codes] housing" in steps(council)
    assert "'Homes', 'Waste'" in steps(council)
    assert "SCOPE=lgsco" in steps(council)
    council.export(export({key: ROW[key] for key in ("Ref", "Received")}))
    assert "Say which column names the service" in steps(council)


def test_the_policy_s_reasons_are_asked_for_where_a_refusal_rests_on_them(council, export):
    refused = {**ROW, "Outcome": "", "Accepted": "No", "Reason refused": "Over 12 months old"}
    council.export(export({**ROW, "Accepted": "Yes", "Reason refused": ""}))
    assert "[exclusions]" not in steps(council), "nothing was refused"
    council.export(export({**refused, "Reason refused": ""}))
    assert "[exclusions]" not in steps(council), "no reason is recorded that a policy could name"
    council.export(export(refused))
    assert "as [exclusions] policy in council.toml ([] where it names none)" in steps(council)
    assert "The exports give over_12_months." in steps(council)
    council.settings("[exclusions]\npolicy = []\n")
    assert "[exclusions]" not in steps(council), "it is said that the policy names none"


def test_the_policy_is_asked_for_where_only_an_escalation_was_refused(council, export):
    asked = {"S2 Requested": "01/06/2024", "S2 Refused": "Yes", "S2 refusal reason": "Legal proceedings"}
    assert "The exports give legal_proceedings." in steps(council.export(export({**ROW, **asked})))
