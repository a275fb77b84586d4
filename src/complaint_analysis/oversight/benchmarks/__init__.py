"""The council beside other landlords, from what all of them returned to the regulator for CH01 and CH02."""

from complaint_analysis.oversight.benchmarks.quartile_tables import funnel, standings
from complaint_analysis.oversight.benchmarks.returns import read_returns
from complaint_analysis.oversight.benchmarks.standings import Peers, own_measures, peers

__all__ = ["Peers", "funnel", "own_measures", "peers", "read_returns", "standings"]
