--- Conditions: what an edition of one Code, of both, of a year or of a quarter leaves out.

local IF = {
  ["if-housing"] = function(scope) return scope ~= "lgsco" end,
  ["if-lgsco"] = function(scope) return scope ~= "housing" end,
  ["if-both"] = function(scope) return scope == "both" end,
  ["if-one"] = function(scope) return scope ~= "both" end,
  ["if-year"] = function(_, quarter) return not quarter end,
  ["if-quarter"] = function(_, quarter) return quarter end,
}

--- What a block or a span with conditions holds, where all of them are met.
local function kept_in(scope, quarter)
  return function(element)
    local conditions = element.classes:filter(function(class)
      return IF[class] ~= nil
    end)
    if #conditions == 0 then
      return nil
    end
    for _, class in ipairs(conditions) do
      if not IF[class](scope, quarter) then
        return {}
      end
    end
    return element.content
  end
end

local function without_empty_items(list)
  list.content = list.content:filter(function(item)
    return pandoc.utils.stringify(item) ~= ""
  end)
  return list
end

--- Two spaces where a span was left out are one.
local function single_spaces(inlines)
  for index = #inlines - 1, 1, -1 do
    if inlines[index].t == "Space" and inlines[index + 1].t == "Space" then
      inlines:remove(index)
    end
  end
  return inlines
end

local conditions = {}

--- The blocks of this edition.
function conditions.met(blocks, scope, quarter)
  local keep = kept_in(scope, quarter)
  return blocks:walk({ Div = keep, Span = keep }):walk({ Inlines = single_spaces, BulletList = without_empty_items })
end

return conditions
