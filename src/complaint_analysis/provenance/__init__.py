"""How a publication was made, and whether it can be made again.

The manifest, the fingerprints of each step, what changed between two runs, releases.

Not here: making the publication (`publish`), and the commands that release and verify one (`commands`).
"""
