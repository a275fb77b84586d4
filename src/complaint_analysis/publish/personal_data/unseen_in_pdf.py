"""What a page of a PDF says that is not seen on it: to a screen reader, and where its links lead."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

_SAID = (
    pdfium.FPDF_StructElement_GetAltText,
    pdfium.FPDF_StructElement_GetActualText,
    pdfium.FPDF_StructElement_GetTitle,
)


def unseen(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[str]:
    """The alternative texts and titles of a page's elements, in no order, and the addresses of its links."""
    return [*_texts_of_page(page), *_addresses(document, page)]


def _texts_of_page(page: pypdfium2.PdfPage) -> Iterator[str]:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    top = range(pdfium.FPDF_StructTree_CountChildren(tree))
    waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, place) for place in top]
    while waiting:
        if element := waiting.pop():
            yield from (_text("utf-16-le", 2, said, element) for said in _SAID)
            below = range(pdfium.FPDF_StructElement_CountChildren(element))
            waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, place) for place in below]
    pdfium.FPDF_StructTree_Close(tree)


def _addresses(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, at, link):
        if action := pdfium.FPDFLink_GetAction(link):
            yield _text("utf-8", 1, pdfium.FPDFAction_GetURIPath, document, action)


def _text(encoding: str, end: int, get: Callable[..., int], *of: object) -> str:
    """What a function of PDFium says, which it writes with a mark of so many bytes at its end."""
    size = get(*of, None, 0)
    if size <= end:
        return ""
    written = ctypes.create_string_buffer(size)
    get(*of, written, size)
    return written.raw[: size - end].decode(encoding, errors="replace")
