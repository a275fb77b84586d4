"""An invented council, so that a fresh clone has something true to its kind to run.

`write_demonstration(folder)` writes its data folder, the same byte for byte each time.
"""

from complaint_analysis.demonstration.writing import write_demonstration

__all__ = ["write_demonstration"]
