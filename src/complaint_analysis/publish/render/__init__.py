"""The report's pages: HTML, PDF and Word from the staged sources, by Quarto or by the embedded renderer.

Here are the staging of the sources, the two renderers and the choice between them, the pages of notebooks,
the logo, the typefaces that a text needs, and Word's style sheet.

Not here: what a page looks like (`report/style`, the templates, the style and the filter that both renderers
run), and what notebooks put into the sources (`publish/publication.py`).
"""

from complaint_analysis.publish.render.notebook_page import notebook_page, notebook_pages
from complaint_analysis.publish.render.renderers import Renderer, choose_renderer, render
from complaint_analysis.publish.render.staging import stage

__all__ = ["Renderer", "choose_renderer", "notebook_page", "notebook_pages", "render", "stage"]
