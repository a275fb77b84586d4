--- A table in Word: its style, bold heads, and years that do not break.

local format = dofile("style/format.lua")
local table_rows = dofile("style/table_rows.lua")

local function style_cells(tbl, style)
  for _, row in ipairs(table_rows.all(tbl)) do
    for _, cell in ipairs(row.cells) do
      cell.contents = { format.styled(style, cell.contents) }
    end
  end
end

--- A year such as 2024-25 in a cell of Word, which breaks lines at any other hyphen.
local function tie_year(bold)
  local run = '<w:r><w:rPr>%s</w:rPr><w:t>%s</w:t><w:noBreakHyphen/><w:t>%s</w:t></w:r>'
  return function(str)
    local before, after = str.text:match("^(%d%d%d%d)%-(%d%d,?)$")
    return before and pandoc.RawInline("openxml", run:format(bold and "<w:b/>" or "", before, after))
  end
end

local function tie_years(tbl)
  for number, row in ipairs(table_rows.all(tbl)) do
    for _, cell in ipairs(row.cells) do
      cell.contents = cell.contents:walk({ Str = tie_year(number == 1) })
    end
  end
end

return function(tbl, caption, id, classes)
  tie_years(tbl)
  table_rows.make_bold(tbl.head.rows[1])
  if classes:includes("has-total") then
    table_rows.make_bold(table_rows.last(tbl))
  end
  style_cells(tbl, table_rows.has_small_letters(classes) and "Table Text Small" or "Table Text")
  tbl.caption = { long = { pandoc.Plain(pandoc.Span(caption, pandoc.Attr(id))) } }
  return tbl
end
