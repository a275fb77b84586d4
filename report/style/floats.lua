--- Tables and charts as floats: their numbers in the order of the document, references to them, and their captions.

local format = dofile("style/format.lua")

local NAMES = { tbl = "Table", fig = "Figure" }
local ANCHORS = { tbl = "table-", fig = "chart-" }

local floats = {}

--- `tbl` or `fig`; nil where the identifier is neither's.
function floats.kind_of(identifier)
  return identifier:match("^(tbl)%-") or identifier:match("^(fig)%-")
end

--- Where a reference to it leads.
function floats.anchor(identifier)
  return (identifier:gsub("^(%a+)%-", ANCHORS))
end

--- The blocks with a label on each table, chart and download link, and the labels by identifier.
function floats.label(blocks)
  local labels, count, last = {}, { tbl = 0, fig = 0 }, { tbl = "", fig = "" }
  local labelled = blocks:walk({
    traverse = "topdown",
    Div = function(div)
      local kind = floats.kind_of(div.identifier)
      if kind then
        if labels[div.identifier] then
          format.fail("two tables or charts are called " .. div.identifier)
        end
        count[kind] = count[kind] + 1
        last[kind] = NAMES[kind] .. " " .. count[kind]
        labels[div.identifier], div.attributes.label = last[kind], last[kind]
      elseif div.classes:includes("chart-data") then
        div.attributes.label = last.fig
      end
      return div
    end,
    Link = function(link)
      if link.classes:includes("download") then
        link.attributes.label = last.tbl
        return link
      end
    end,
  })
  return labelled, labels
end

function floats.resolve_references(blocks, labels)
  return blocks:walk({
    Cite = function(cite)
      local identifier = cite.citations[1].id
      if not floats.kind_of(identifier) then
        return nil
      end
      if not labels[identifier] then
        format.fail("@" .. identifier .. " refers to nothing in this document")
      end
      return pandoc.Link(labels[identifier], "#" .. floats.anchor(identifier))
    end,
  })
end

--- What a table's or a chart's block holds, and its caption.
function floats.split_caption(div)
  local last = div.content[#div.content]
  if #div.content < 2 or last.t ~= "Para" then
    format.fail(div.identifier .. " has no caption: its last paragraph")
  end
  local body = pandoc.Blocks(div.content)
  body:remove(#body)
  return body, last.content
end

function floats.captioned(label, caption)
  return pandoc.Inlines({ format.strong("label", { pandoc.Str(label .. ":") }), pandoc.Space() }) .. caption
end

return floats
