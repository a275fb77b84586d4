"""How a publication was made and whether it can be made again: manifest, fingerprints, differences, releases."""
