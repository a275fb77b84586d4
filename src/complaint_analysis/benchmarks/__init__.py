"""The council beside other landlords, from what all of them returned to the regulator for CH01 and CH02."""

from complaint_analysis.benchmarks.comparison import Peers, peers
from complaint_analysis.benchmarks.returns import read_returns
from complaint_analysis.benchmarks.tables import funnel, standings

__all__ = ["Peers", "funnel", "peers", "read_returns", "standings"]
