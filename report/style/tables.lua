--- Tables: what a table's block must hold, figures that do not break, and the notes that stay below it in print.

local format = dofile("style/format.lua")
local floats = dofile("style/floats.lua")
local table_rows = dofile("style/table_rows.lua")
local page_table = dofile("style/table_page.lua")
local print_table = dofile("style/table_print.lua")
local word_table = dofile("style/table_word.lua")

--- A figure breaks before its base alone: `83.7% (72 of 86)`.
local function tie_figure(inlines)
  for index = 1, #inlines - 1 do
    if inlines[index].t == "Space" and not pandoc.utils.stringify(inlines[index + 1]):match("^%(") then
      inlines[index] = pandoc.Str("\u{a0}")
    end
  end
  return inlines
end

local function tie_figures(tbl)
  for number, row in ipairs(table_rows.all(tbl)) do
    for index, cell in ipairs(row.cells) do
      if number > 1 and table_rows.is_figure(tbl, index) then
        cell.contents = cell.contents:walk({ Inlines = tie_figure })
      end
    end
  end
end

local function the_table(body, div)
  if #body ~= 1 or body[1].t ~= "Table" then
    format.fail(div.identifier .. " must hold one table and then its caption")
  end
  if #body[1].head.rows ~= 1 then
    format.fail(div.identifier .. " has no header row")
  end
  return body[1]
end

local function take_notes(div)
  local last = div.content[#div.content]
  if not last or last.t ~= "Div" or not last.classes:includes("notes-below") then
    return pandoc.Blocks({})
  end
  div.content:remove(#div.content)
  return last.content
end

local tables = {}

--- In print the notes go into their table's block, since it keeps them with its last rows.
function tables.take_in_notes(blocks)
  if not format.is_typst then
    return nil
  end
  for index = #blocks - 1, 1, -1 do
    local div, after = blocks[index], blocks[index + 1]
    local noted = after.t == "Div" and after.classes:includes("table-notes")
    if noted and div.t == "Div" and floats.kind_of(div.identifier) == "tbl" then
      div.content:insert(pandoc.Div(after.content, pandoc.Attr("", { "notes-below" })))
      blocks:remove(index + 1)
    end
  end
  return blocks
end

--- A table in the format that is made.
function tables.render(div)
  local notes = take_notes(div)
  local body, text = floats.split_caption(div)
  local tbl, caption = the_table(body, div), floats.captioned(div.attributes.label, text)
  tie_figures(tbl)
  local write = format.is_html and page_table or format.is_typst and print_table or word_table
  return write(tbl, caption, floats.anchor(div.identifier), div.classes, notes)
end

return tables
