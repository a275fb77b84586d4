--- A table on the web page: row and column heads for those who hear it, in a box of its own that scrolls.

local format = dofile("style/format.lua")
local table_rows = dofile("style/table_rows.lua")

local function mark_heads(tbl)
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do
      cell.attr.attributes.scope = "col"
    end
  end
  for _, body in ipairs(tbl.bodies) do
    body.row_head_columns = 1
    for _, row in ipairs(body.body) do
      row.cells[1].attr.attributes.scope = "row"
    end
  end
end

local function mark_figures(tbl)
  for index = 1, #tbl.colspecs do
    if table_rows.is_figure(tbl, index) then
      for _, row in ipairs(table_rows.all(tbl)) do
        row.cells[index].attr.classes:insert("number")
      end
    end
  end
end

--- The browser shares the width: what the columns declare is for pages that are printed.
local function leave_widths_to_browser(tbl)
  for index = 1, #tbl.colspecs do
    tbl.colspecs[index] = { "AlignDefault", nil }
  end
end

return function(tbl, caption, id, classes)
  mark_heads(tbl)
  mark_figures(tbl)
  leave_widths_to_browser(tbl)
  if classes:includes("has-total") then
    table_rows.last(tbl).attr.classes:insert("total")
  end
  local inner = pandoc.Span(caption, pandoc.Attr(id .. "-caption", { "caption" }))
  tbl.caption = { long = { pandoc.Plain({ inner }) } }
  tbl.attr = pandoc.Attr(id, classes)
  local box = '<section class="scroll" tabindex="0" aria-labelledby="%s-caption">\n%s\n</section>'
  return format.raw(box:format(id, pandoc.write(pandoc.Pandoc({ tbl }), "html5")))
end
