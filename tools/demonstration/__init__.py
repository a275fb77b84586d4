"""An invented council, so that a fresh clone has something true to its kind to run.

Here its exports are made, with a fixed seed; what people write of it lies in `data/demonstration` alone.
"""
