--- Lines that must not break: within "stage 1", "section 15", "16 September" and 2024-25.

local format = dofile("style/format.lua")

local MONTHS = {}
for month in ("January February March April May June July August September October November December"):gmatch("%a+") do
  MONTHS[month] = true
end

--- Whether a line may not break between two words: "stage 1", "section 15", "16 September".
local function belong_together(before, after)
  local word = before:lower()
  if word:match("stage$") or word:match("section$") or word:match("provision$") then
    return after:match("^%d") ~= nil
  end
  return before:match("^%d%d?$") ~= nil and MONTHS[after:match("^%a+") or ""] ~= nil
end

local unbroken = {}

function unbroken.tie_words(inlines)
  for index = 2, #inlines - 1 do
    local before, space, after = inlines[index - 1], inlines[index], inlines[index + 1]
    local joins = before.t == "Str" and space.t == "Space" and after.t == "Str"
    if joins and belong_together(before.text, after.text) then
      inlines[index] = pandoc.Str("\u{a0}")
    end
  end
  return inlines
end

--- A year such as 2024-25 stays on one line.
function unbroken.tie_year(str)
  if format.is_docx or not str.text:match("%d%d%d%d%-%d%d") then
    return nil
  elseif format.is_html then
    return pandoc.Span({ str }, pandoc.Attr("", { "nowrap" }))
  end
  return pandoc.Inlines({ pandoc.RawInline("typst", "#box["), str, pandoc.RawInline("typst", "]") })
end

return unbroken
