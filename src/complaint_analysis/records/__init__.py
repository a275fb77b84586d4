"""Any export becomes canonical complaints; every row is accounted for, and nothing is guessed."""
