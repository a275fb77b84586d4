"""`python -m complaint_analysis` is the program `complaint-analysis`."""

from complaint_analysis.cli import main

main()
