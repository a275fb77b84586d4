"""What a complaint is about and why it went wrong: labels and rules as data, and which rule decided."""

from complaint_analysis.classify.classification import Explanation, classify, explain, refused, second_look

__all__ = ["Explanation", "classify", "explain", "refused", "second_look"]
