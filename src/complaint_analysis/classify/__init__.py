"""What a complaint is about and why it went wrong: labels and rules as data, and which rule decided.

An officer's own word always comes first.

Not here: counting (`measures`), and the words of trackers for services, outcomes and stages
(`records/reading`).
"""

from complaint_analysis.classify.classification import Classified, classify
from complaint_analysis.classify.explanation import Explanation, explain, explain_record

__all__ = ["Classified", "Explanation", "classify", "explain", "explain_record"]
