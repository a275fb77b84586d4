--- What both renderers do alike. Quarto runs this filter before its own (`at: pre-ast`), the embedded renderer runs it
--- as the only one, so that the structure of a page does not depend on who made it. Formats: html, typst, docx.
---
--- The order of the steps is here, each step in a file beside this one. They are read from the staged folder, in which
--- both renderers run pandoc, as the variables are.

local format = dofile("style/format.lua")
local edition = dofile("style/edition.lua")
local conditions = dofile("style/conditions.lua")
local unbroken = dofile("style/unbroken.lua")
local headings = dofile("style/headings.lua")
local floats = dofile("style/floats.lua")
local tables = dofile("style/tables.lua")
local charts = dofile("style/charts.lua")
local blocks = dofile("style/blocks.lua")
local notebooks = dofile("style/notebooks.lua")

local function render_block(div)
  local kind = floats.kind_of(div.identifier)
  if kind then
    return kind == "tbl" and tables.render(div) or charts.render(div)
  end
  for _, class in ipairs(div.classes) do
    if blocks.by_class[class] then
      return blocks.by_class[class](div)
    end
  end
end

local function drop_empty(paragraph)
  if #paragraph.content == 0 then
    return {}
  end
end

local function require_alt_text(image)
  if not image.attributes["fig-alt"] and #image.caption == 0 then
    format.fail("the image " .. image.src:sub(1, 60) .. " has no alt text")
  end
end

local function render_blocks(document)
  local labelled, labels = floats.label(document)
  labelled = floats.resolve_references(labelled, labels):walk({ Link = blocks.download })
  labelled = labelled:walk({ Para = drop_empty, Image = require_alt_text }):walk({ Blocks = tables.take_in_notes })
  return labelled:walk({ Div = render_block })
end

local function contents_of(items)
  return pandoc.MetaBlocks({ pandoc.BulletList(items) })
end

local function notebook(doc)
  doc.blocks = notebooks.without_cells(doc.blocks)
  notebooks.take_title(doc)
  doc.meta.contents = contents_of(headings.contents(doc.blocks, 2))
  doc.blocks = render_blocks(doc.blocks)
  return doc
end

local function report(doc)
  local document = doc.meta.numbered == false and doc.blocks or headings.number(doc.blocks)
  local items = headings.contents(document, 1)
  doc.blocks = render_blocks(document):walk({
    Div = function(div)
      return div.classes:includes("contents") and blocks.contents(items) or nil
    end,
  })
  if format.is_html then
    doc.meta.contents = contents_of(items)
    doc.blocks = headings.shift(doc.blocks)
  elseif format.is_docx then
    doc.blocks = edition.word_cover(doc.meta) .. doc.blocks
  end
  return doc
end

function Pandoc(doc)
  local known = edition.read()
  doc.meta.edition = known
  doc.blocks = doc.blocks:walk({ Span = edition.resolve_variable })
  doc.blocks = conditions.met(doc.blocks, pandoc.utils.stringify(known.scope), known.quarter ~= nil)
  doc.blocks = doc.blocks:walk({ Inlines = unbroken.tie_words }):walk({ Str = unbroken.tie_year })
  return (doc.meta.notebook and notebook or report)(edition.boxed(doc))
end
