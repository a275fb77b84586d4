--- The other blocks: callouts, key figures, notes under tables, and what one format alone shows.

local format = dofile("style/format.lua")

local function chart_data(div)
  if not format.is_html then
    return div.content
  end
  local summary = '<details class="chart-data"><summary>Data for this chart<span class="hidden">: %s</span></summary>'
  return format.wrapped(summary:format(div.attributes.label), div.content, "</details>")
end

local function callout(div)
  local title = div.attributes.title
  if not title then
    format.fail("a callout has no title")
  end
  if format.is_html then
    local open = '<div class="callout"><p class="callout-title">' .. format.escape_html(title) .. "</p>"
    return format.wrapped(open, div.content, "</div>")
  elseif format.is_typst then
    return format.wrapped(("#callout(title: %s)["):format(format.typst_string(title)), div.content, "]")
  end
  local heading = format.styled("Callout Title", { pandoc.Para(pandoc.Str(title)) })
  return pandoc.Blocks({ heading, format.styled("Callout", div.content) })
end

local KEY_FIGURES = {
  html = { open = '<ul class="key-figures">', item = '<li class="key-figure">', between = "</li>", close = "</ul>" },
  typst = { open = "#key-figures(", item = "[", between = "],", close = ")" },
}

local function key_figure_lines(div)
  return div.content[1].content:filter(function(inline)
    return inline.t == "Span"
  end)
end

local function typst_key_figure(lines)
  local inlines = pandoc.Inlines({})
  for _, span in ipairs(lines) do
    inlines:insert(pandoc.RawInline("typst", ("#key-%s["):format(span.classes[1])))
    inlines:extend(span.content)
    inlines:insert(pandoc.RawInline("typst", "]"))
  end
  return { pandoc.Plain(inlines) }
end

local function docx_key_figure(lines)
  local inlines = pandoc.Inlines({})
  for _, span in ipairs(lines) do
    span.attributes["custom-style"] = "Key " .. span.classes[1]
    inlines:insert(span)
    inlines:insert(span.classes[1] == "number" and pandoc.Space() or pandoc.LineBreak())
  end
  inlines:remove(#inlines)
  return format.styled("Key figure", { pandoc.Para(inlines) })
end

local function key_figures(div)
  local marks = format.is_html and KEY_FIGURES.html or format.is_typst and KEY_FIGURES.typst
  local result = pandoc.Blocks({})
  for _, figure in ipairs(div.content) do
    local lines = key_figure_lines(figure)
    if format.is_docx then
      result:insert(docx_key_figure(lines))
    else
      local body = format.is_typst and typst_key_figure(lines) or { pandoc.Plain(figure.content[1].content) }
      result:extend(format.wrapped(marks.item, body, marks.between))
    end
  end
  return format.is_docx and result or format.wrapped(marks.open, result, marks.close)
end

local function table_notes(div)
  if #div.content == 0 then
    return {}
  elseif format.is_typst then
    return format.wrapped("#table-notes[", div.content, "]")
  end
  return format.is_docx and format.styled("Table Notes", div.content) or div
end

local function html_only(div)
  return format.is_html and div.content or {}
end

local function summary_page(div)
  return format.is_typst and format.wrapped("#summary-page[", div.content, "]") or div
end

local blocks = {}

--- Where the contents stand in print and in Word; the web page has its own.
function blocks.contents(items)
  if format.is_html then
    return {}
  elseif format.is_typst then
    return format.raw("#contents()")
  end
  local heading = format.styled("TOC Heading", { pandoc.Para("Contents") })
  local lines = pandoc.Blocks({ heading })
  for _, item in ipairs(items) do
    lines:insert(format.styled("TOC 1", { pandoc.Para(item[1].content) }))
  end
  return lines
end

--- How a block of a class is shown.
blocks.by_class = {
  ["chart-data"] = chart_data,
  ["callout-note"] = callout,
  ["callout-warning"] = callout,
  ["key-figures"] = key_figures,
  ["table-notes"] = table_notes,
  ["html-only"] = html_only,
  ["summary-page"] = summary_page,
}

--- A link to a file, named for those who hear it; the web page alone has it.
function blocks.download(link)
  if not link.classes:includes("download") then
    return nil
  end
  if not format.is_html then
    return {}
  end
  local hidden = pandoc.Span({ pandoc.Str(": " .. link.attributes.label) }, pandoc.Attr("", { "hidden" }))
  link.attributes.label = nil
  link.content:insert(hidden)
  return link
end

return blocks
