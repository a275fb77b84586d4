--- A table in print: a call of `data-table` in report.typ, which sees to where it breaks.

local format = dofile("style/format.lua")
local table_rows = dofile("style/table_rows.lua")

local NEXT = "#cell#" -- no words of a cell are written so: the writer escapes the sign

--- The rows as Typst source, written in one go, since a call of the writer costs a millisecond.
local function row_sources(rows)
  local blocks = pandoc.Blocks({})
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      blocks:extend(cell.contents)
      blocks:insert(pandoc.RawBlock("typst", NEXT))
    end
  end
  local cells = pandoc.List()
  for cell in format.write_typst(blocks):gmatch("(.-)" .. NEXT) do
    cells:insert("[" .. cell:gsub("^%s+", ""):gsub("%s+$", "") .. "]")
  end
  local width, sources = #rows[1].cells, pandoc.List()
  for first = 1, #cells, width do
    sources:insert(("(%s,),"):format(table.concat(cells, ", ", first, first + width - 1)))
  end
  return sources
end

--- Where the columns align and their shares of the line: as the table declares them; else figures are as wide as they
--- are written, and the others share the rest.
local function columns(tbl)
  local widths, align = {}, {}
  for index, spec in ipairs(tbl.colspecs) do
    local is_figure = table_rows.is_figure(tbl, index)
    widths[index] = spec[2] and ("%.1ffr"):format(spec[2] * 100) or is_figure and "auto" or "1fr"
    align[index] = is_figure and "right" or "left"
  end
  return ("columns: (%s,), align: (%s,),"):format(table.concat(widths, ", "), table.concat(align, ", "))
end

return function(tbl, caption, id, classes, notes)
  if classes:includes("has-total") then
    table_rows.make_bold(table_rows.last(tbl))
  end
  local size = table_rows.has_small_letters(classes) and "8.5pt" or "9.5pt"
  local call = pandoc.List({
    ("#data-table(name: %q, size: %s, %s"):format(id, size, columns(tbl)),
    ("caption: [%s],"):format(format.write_typst(caption)),
  })
  if #notes > 0 then
    call:insert(("notes: [\n\n%s\n\n],"):format(format.write_typst(notes))) -- paragraphs, not words in a line
  end
  call:extend(row_sources(table_rows.all(tbl)))
  local text = table.concat(call, "\n") .. "\n)"
  return format.raw(classes:includes("turned") and ("#turned[\n%s\n]"):format(text) or text)
end
