--- An executed notebook: its title, what each cell shows, and its code folded away.

local format = dofile("style/format.lua")

--- Headings that a cell shows stand below the section that the cell is in.
local function sink_headings(blocks)
  local top = 6
  blocks:walk({
    Header = function(header)
      top = math.min(top, header.level)
    end,
  })
  return blocks:walk({
    Header = function(header)
      header.level = math.min(header.level - top + 3, 6)
      header.identifier = "" -- two cells may show the same heading
      return header
    end,
  })
end

local function in_format(blocks, form)
  return blocks:filter(function(block)
    return block.t == "RawBlock" and block.format == form
  end)
end

--- What a cell shows, in the best form it gave: HTML, else the report's markdown, else plain text.
local function shown(output)
  local html, markdown = in_format(output.content, "html"), in_format(output.content, "markdown")
  if #html > 0 then
    return html
  elseif #markdown > 0 then
    return sink_headings(pandoc.read(markdown[1].text, "markdown").blocks)
  end
  return output.content
end

local function fold_code(cell)
  local number = cell.attributes["execution_count"] or "not run"
  local blocks = pandoc.Blocks({})
  for index, block in ipairs(cell.content) do
    if index == 1 and block.t == "CodeBlock" then
      local summary = '<details class="code"><summary>Code of cell %s</summary>'
      blocks:extend(format.wrapped(summary:format(number), { pandoc.CodeBlock(block.text) }, "</details>"))
    else
      blocks:insert(block)
    end
  end
  return blocks
end

local function unwrap_cell(div)
  if div.classes:includes("output") then
    return shown(div)
  elseif div.classes:includes("cell") then
    return div.classes:includes("code") and fold_code(div) or div.content
  end
end

--- A table that a cell shows scrolls in its own box, named by its caption.
local function box_tables(block)
  if block.format ~= "html" or not block.text:find("<table") then
    return nil
  end
  local function boxed(tbl)
    local caption = tbl:match("<caption>(.-)</caption>")
    if not caption then
      format.fail("a notebook shows a table without a caption; publish it, so that it gets one")
    end
    local box = '<section class="scroll" tabindex="0" aria-label="%s">%s</section>'
    return box:format((caption:gsub("%%", "%%%%"):gsub("<[^>]+>", ""):gsub('"', "&quot;")), tbl)
  end
  return format.raw((block.text:gsub("<table.->.-</table>", boxed)))
end

local notebooks = {}

--- The notebook's one first-level heading becomes the page's title.
function notebooks.take_title(doc)
  doc.blocks = doc.blocks:walk({
    Header = function(header)
      if header.level > 1 then
        return nil
      elseif doc.meta.title then
        format.fail("a notebook has one first-level heading, its title; then come ## headings")
      end
      doc.meta.title = pandoc.MetaInlines(header.content)
      return {}
    end,
  })
  return doc.meta.title or format.fail("a notebook starts with its title as a first-level heading")
end

--- The cells' blocks without the cells.
function notebooks.without_cells(blocks)
  return blocks:walk({ Div = unwrap_cell }):walk({ RawBlock = box_tables })
end

return notebooks
