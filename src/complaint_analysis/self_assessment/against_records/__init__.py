"""What complaint records show of each provision, held against what the self-assessment says of it."""
