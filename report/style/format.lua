--- What a page, print or Word is told in its own words: raw source, styles, and a fault that stops the report.

local format = {
  is_html = FORMAT:match("^html") ~= nil,
  is_typst = FORMAT == "typst",
  is_docx = FORMAT == "docx",
}

--- Stops the rendering with a message that the embedded renderer and Quarto's log show.
function format.fail(what)
  error("report: " .. what, 0)
end

function format.raw(text)
  return pandoc.RawBlock(format.is_html and "html" or "typst", text)
end

function format.escape_html(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub('"', "&quot;"))
end

function format.typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

function format.write_typst(content)
  local blocks = pandoc.utils.type(content) == "Inlines" and { pandoc.Plain(content) } or content
  return (pandoc.write(pandoc.Pandoc(blocks), "typst"):gsub("%s+$", ""))
end

--- The blocks between two pieces of raw source.
function format.wrapped(before, blocks, after)
  local result = pandoc.Blocks({ format.raw(before) })
  result:extend(blocks)
  result:insert(format.raw(after))
  return result
end

--- The blocks in a paragraph style of Word.
function format.styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

--- Words that the style sheet makes strong on a page of ours, and that print and Word must be told.
function format.strong(class, inlines)
  return format.is_html and pandoc.Span(inlines, pandoc.Attr("", { class })) or pandoc.Strong(inlines)
end

return format
