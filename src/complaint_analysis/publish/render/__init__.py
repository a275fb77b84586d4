"""The report's pages: HTML, PDF and Word from the staged sources, by Quarto or by the embedded renderer.

Not here: the sources, templates and styles themselves (`report/`), and what notebooks put into them
(`publish/publication.py`).
"""

from complaint_analysis.publish.render.notebook_page import notebook_page, notebook_pages
from complaint_analysis.publish.render.renderers import Renderer, choose_renderer, render
from complaint_analysis.publish.render.staging import stage

__all__ = ["Renderer", "choose_renderer", "notebook_page", "notebook_pages", "render", "stage"]
