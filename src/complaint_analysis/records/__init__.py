"""Any export becomes canonical complaints; every row is accounted for, and nothing is guessed.

Reading, joining, redaction, the clocks, and the side files of a year. What a case is about is decided in
`classify`, what is counted of it in `measures`.
"""
