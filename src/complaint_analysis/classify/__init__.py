"""What a complaint is about and why it went wrong: labels and rules as data, and which rule decided."""

from complaint_analysis.classify.classification import Classified, Explanation, classify, explain

__all__ = ["Classified", "Explanation", "classify", "explain"]
