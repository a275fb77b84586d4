--- Headings: the sections' numbers and the contents.

local format = dofile("style/format.lua")

local FEW = 3

local function section_number(number)
  if format.is_typst then
    return pandoc.Inlines({ pandoc.RawInline("typst", ("#section-number[%s] "):format(number)) })
  end
  local span = pandoc.Span(pandoc.Str(number), pandoc.Attr("", { "section-number" }))
  return pandoc.Inlines({ span, pandoc.Space() })
end

local headings = {}

--- The headings of the first two levels with their numbers.
function headings.number(blocks)
  local section, subsection = 0, 0
  return blocks:walk({
    Header = function(header)
      if header.classes:includes("unnumbered") or header.level > 2 then
        return nil
      end
      if header.level == 1 then
        section, subsection = section + 1, 0
      else
        subsection = subsection + 1
      end
      if section > 0 then
        local number = header.level == 1 and tostring(section) or section .. "." .. subsection
        header.content = section_number(number) .. header.content
        return header
      end
    end,
  })
end

--- The headings of a level and of the one below it.
local function headings_of(blocks, level)
  local found = pandoc.List()
  blocks:walk({
    Header = function(header)
      if header.level == level or header.level == level + 1 then
        found:insert(header)
      end
    end,
  })
  return found
end

--- Links to the sections; where there are few of them, to the parts of each below it.
function headings.contents(blocks, level)
  local items, found = pandoc.List(), headings_of(blocks, level)
  local few = #found:filter(function(header)
    return header.level == level
  end) <= FEW
  for _, header in ipairs(found) do
    local link = pandoc.Plain(pandoc.Link(header.content, "#" .. header.identifier))
    if header.level == level then
      items:insert(pandoc.List({ link }))
    elseif few and #items > 0 then
      local item = items[#items]
      item[2] = item[2] or pandoc.BulletList({})
      item[2].content:insert({ link })
    end
  end
  return items
end

--- Each heading one level down: the page's title is its first.
function headings.shift(blocks)
  return blocks:walk({
    Header = function(header)
      header.level = header.level + 1
      return header
    end,
  })
end

return headings
