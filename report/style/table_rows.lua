--- The rows and cells of a table, whichever format it is made in.

local table_rows = {}

--- Every row: the head's, then the others.
function table_rows.all(tbl)
  local rows = tbl.head.rows:clone()
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.body)
  end
  return rows
end

function table_rows.last(tbl)
  local body = tbl.bodies[#tbl.bodies].body
  return body[#body]
end

function table_rows.make_bold(row)
  for _, cell in ipairs(row.cells) do
    cell.contents = cell.contents:walk({
      Plain = function(plain)
        return pandoc.Plain(pandoc.Strong(plain.content))
      end,
    })
  end
end

--- Whether a column holds figures: they stand at its right.
function table_rows.is_figure(tbl, index)
  return tbl.colspecs[index][1] == "AlignRight"
end

function table_rows.has_small_letters(classes)
  return classes:includes("wide") or classes:includes("small")
end

return table_rows
