"""The council beside other landlords, from what all of them returned to the regulator for CH01 and CH02.

Not here: the council's own CH01 and CH02 (`measures/tsm.py`), the chart of the comparison
(`chapters/charts`) and what is said of it (`chapters/commentary`).
"""

from complaint_analysis.oversight.benchmarks.quartile_tables import funnel, standings
from complaint_analysis.oversight.benchmarks.returns import read_returns
from complaint_analysis.oversight.benchmarks.standings import Peers, own_measures, peers

__all__ = ["Peers", "funnel", "own_measures", "peers", "read_returns", "standings"]


def __dir__() -> list[str]:
    return __all__
