"""Those who watch over complaint handling: Ombudsmen, letters, improvements, quality checks, surveys, other landlords."""
