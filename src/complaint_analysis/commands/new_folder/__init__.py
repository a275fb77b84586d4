"""A data folder for another council: commented settings, blank files to fill in, and what to do with them."""

from complaint_analysis.commands.new_folder.making import NewFolder, make_data_folder, told_made

__all__ = ["NewFolder", "make_data_folder", "told_made"]
