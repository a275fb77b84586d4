"""An English council's annual complaints performance and service improvement report, from its records."""
