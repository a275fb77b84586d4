--- Which edition this is: its names and state for the templates and for Word's cover, and the values of variables.

local format = dofile("style/format.lua")

local NAMES = { "council", "year", "state", "notice", "print" }
local LITERAL = {
  { "council", "accent" },
  { "council", "logo" },
  { "state", "name" },
  { "print", "typefaces" },
}

--- Text that a template takes as it stands, not as words of the format.
local function literal(text)
  return pandoc.MetaInlines({ format.is_typst and pandoc.RawInline("typst", text) or pandoc.Str(text) })
end

local function read_variables(reader)
  local file = io.open("_variables.yml")
  if not file then
    format.fail("there is no _variables.yml here; `make report` stages the report with its figures")
  end
  local variables = pandoc.read("---\n" .. file:read("a") .. "\n---\n", reader).meta
  file:close()
  return variables
end

local edition = {}

--- What the templates print on every page, and whose edition it is.
function edition.read()
  local variables = read_variables("markdown-smart")
  local known = {}
  for _, key in ipairs(NAMES) do
    known[key] = variables[key]
  end
  known.scope = variables.scope or "both"
  known.quarter = variables.quarter
  for _, value in ipairs(LITERAL) do
    local group, key = table.unpack(value)
    known[group] = known[group] or {}
    known[group][key] = known[group][key] and literal(pandoc.utils.stringify(known[group][key]))
  end
  return known
end

--- Word has no template of ours: what the others print on the cover goes into its title block.
function edition.word_cover(meta)
  local known = meta.edition
  local cover = pandoc.Blocks({ format.styled("State", { pandoc.Para(known.state.label) }) })
  if known.notice and #known.notice > 0 then
    cover:insert(format.styled("State", { pandoc.Para(known.notice) }))
  end
  meta.subtitle, meta.author = known.year, known.council.name
  return cover
end

--- The document with a box in the place of each sign that no typeface of the print has: a PDF takes none unseen.
function edition.boxed(doc)
  local unprinted = doc.meta.edition.print.unprinted
  unprinted = format.is_typst and unprinted and pandoc.utils.stringify(unprinted) or ""
  local box = {}
  for _, code in utf8.codes(unprinted) do
    box[utf8.char(code)] = "□"
  end
  if unprinted == "" then
    return doc
  end
  local function boxed(text)
    return (text:gsub(utf8.charpattern, box))
  end
  return doc:walk({
    Str = function(str)
      return pandoc.Str(boxed(str.text))
    end,
    Image = function(image)
      local alt = image.attributes["fig-alt"]
      image.attributes["fig-alt"] = alt and boxed(alt)
      return image
    end,
  })
end

local variables

--- The words of a variable: Quarto resolves it after this filter, too late for its dates and years to be tied. An
--- unknown one is left for Quarto to warn of.
function edition.resolve_variable(span)
  local name = span.classes:includes("quarto-shortcode__")
    and (span.attributes["data-raw"] or ""):match("^{{<%s*var%s+(%S+)%s*>}}$")
  if not name then
    return nil
  end
  variables = variables or read_variables("markdown")
  local value = variables
  for part in name:gmatch("[^.]+") do
    value = pandoc.utils.type(value) ~= "Inlines" and value[part] or nil
    if value == nil then
      return nil
    end
  end
  return pandoc.utils.type(value) == "Inlines" and value or nil
end

return edition
