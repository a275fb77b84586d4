--- What both renderers do alike: edition, section numbers, captions, references, tables, charts, key figures.
--
-- Quarto runs this filter before its own (`at: pre-ast`), the embedded renderer runs it as the only one,
-- so that the structure of a page does not depend on who made it. Formats: html, typst, docx.

local is_html = FORMAT:match("^html") ~= nil
local is_typst = FORMAT == "typst"
local is_docx = FORMAT == "docx"

local NAMES = { tbl = "Table", fig = "Figure" }
local ANCHORS = { tbl = "table-", fig = "chart-" }

local function fail(what)
  error("report: " .. what, 0)
end

local function raw(text)
  return pandoc.RawBlock(is_html and "html" or "typst", text)
end

local function escape_html(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub('"', "&quot;"))
end

local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function write_typst(content)
  local blocks = pandoc.utils.type(content) == "Inlines" and { pandoc.Plain(content) } or content
  return (pandoc.write(pandoc.Pandoc(blocks), "typst"):gsub("%s+$", ""))
end

local function wrapped(before, blocks, after)
  local result = pandoc.Blocks({ raw(before) })
  result:extend(blocks)
  result:insert(raw(after))
  return result
end

local function styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- Edition: what the templates print on every page ------------------------------------------------------

local EDITION = { "council", "year", "state", "notice" }
local LITERAL = { { "council", "accent" }, { "council", "logo" }, { "state", "name" } }

--- Text that a template takes as it stands, not as words of the format.
local function literal(text)
  return pandoc.MetaInlines({ is_typst and pandoc.RawInline("typst", text) or pandoc.Str(text) })
end

local function read_variables(reader)
  local file = io.open("_variables.yml")
  if not file then
    fail("there is no _variables.yml here; `make report` stages the report with its figures")
  end
  local variables = pandoc.read("---\n" .. file:read("a") .. "\n---\n", reader).meta
  file:close()
  return variables
end

local function read_edition(meta)
  local variables = read_variables("markdown-smart")
  local edition = {}
  for _, key in ipairs(EDITION) do
    edition[key] = variables[key]
  end
  edition.scope = variables.scope or "both"
  edition.quarter = variables.quarter
  for _, value in ipairs(LITERAL) do
    local group, key = table.unpack(value)
    edition[group][key] = edition[group][key] and literal(pandoc.utils.stringify(edition[group][key]))
  end
  meta.edition = edition
  return meta
end

--- Word has no template of ours: what the others print on the cover goes into its title block.
local function word_cover(meta)
  local edition = meta.edition
  local cover = pandoc.Blocks({ styled("State", { pandoc.Para(edition.state.label) }) })
  if edition.notice and #edition.notice > 0 then
    cover:insert(styled("State", { pandoc.Para(edition.notice) }))
  end
  meta.subtitle, meta.author = edition.year, edition.council.name
  return cover
end

-- Conditions: what an edition of one Code, or of a quarter, leaves out -----------------------------------

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

local function in_scope(blocks, scope, quarter)
  local keep = kept_in(scope, quarter)
  return blocks:walk({ Div = keep, Span = keep }):walk({ Inlines = single_spaces, BulletList = without_empty_items })
end

-- Lines that must not break -----------------------------------------------------------------------------

-- Variables: Quarto resolves them after this filter, too late for their dates and years to be tied -----

local variables

--- The words of a variable that Quarto has not resolved yet; an unknown one is left for Quarto to warn of.
local function resolve_variable(span)
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

local function tie_words(inlines)
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
local function tie_year(str)
  if is_docx or not str.text:match("%d%d%d%d%-%d%d") then
    return nil
  elseif is_html then
    return pandoc.Span({ str }, pandoc.Attr("", { "nowrap" }))
  end
  return pandoc.Inlines({ pandoc.RawInline("typst", "#box["), str, pandoc.RawInline("typst", "]") })
end

-- Section numbers and contents -------------------------------------------------------------------------

local function section_number(number)
  if is_typst then
    return pandoc.Inlines({ pandoc.RawInline("typst", ("#section-number[%s] "):format(number)) })
  end
  local span = pandoc.Span(pandoc.Str(number), pandoc.Attr("", { "section-number" }))
  return pandoc.Inlines({ span, pandoc.Space() })
end

local function number_headings(blocks)
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

local function headings(blocks, level)
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

local FEW = 3

--- Links to the sections; where there are few of them, to the parts of each below it.
local function contents(blocks, level)
  local items, found = pandoc.List(), headings(blocks, level)
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

local function shift_headings(blocks)
  return blocks:walk({
    Header = function(header)
      header.level = header.level + 1
      return header
    end,
  })
end

-- Numbers of tables and charts -------------------------------------------------------------------------

local function kind_of(identifier)
  return identifier:match("^(tbl)%-") or identifier:match("^(fig)%-")
end

local function anchor(identifier)
  return (identifier:gsub("^(%a+)%-", ANCHORS))
end

local function label_floats(blocks)
  local labels, count, last = {}, { tbl = 0, fig = 0 }, { tbl = "", fig = "" }
  local labelled = blocks:walk({
    traverse = "topdown",
    Div = function(div)
      local kind = kind_of(div.identifier)
      if kind then
        if labels[div.identifier] then
          fail("two tables or charts are called " .. div.identifier)
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

local function resolve_references(blocks, labels)
  return blocks:walk({
    Cite = function(cite)
      local identifier = cite.citations[1].id
      if not kind_of(identifier) then
        return nil
      end
      if not labels[identifier] then
        fail("@" .. identifier .. " refers to nothing in this document")
      end
      return pandoc.Link(labels[identifier], "#" .. anchor(identifier))
    end,
  })
end

local function split_caption(div)
  local last = div.content[#div.content]
  if #div.content < 2 or last.t ~= "Para" then
    fail(div.identifier .. " has no caption: its last paragraph")
  end
  local body = pandoc.Blocks(div.content)
  body:remove(#body)
  return body, last.content
end

--- Words that the style sheet makes strong on a page of ours, and that print and Word must be told.
local function strong(class, inlines)
  return is_html and pandoc.Span(inlines, pandoc.Attr("", { class })) or pandoc.Strong(inlines)
end

local function captioned(label, caption)
  return pandoc.Inlines({ strong("label", { pandoc.Str(label .. ":") }), pandoc.Space() }) .. caption
end

-- Tables -----------------------------------------------------------------------------------------------

local function cell_text(cell)
  return pandoc.utils.stringify(cell.contents)
end

local function rows_of(tbl)
  local rows = tbl.head.rows:clone()
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.body)
  end
  return rows
end

local function longest_word(text)
  local longest = 0
  for word in text:gmatch("%S+") do
    longest = math.max(longest, utf8.len(word) or #word)
  end
  return longest
end

local function length_of(text)
  return utf8.len(text) or #text
end

-- Bold letters are wider than the rest by about this, figures with their spaces and brackets narrower; the
-- typeface of Word is wider than that of print.
-- A line breaks before its end by about WRAP of its length.
local PLAIN, BOLD, FIGURE = 1, 1.12, 0.92
if is_docx then
  PLAIN, BOLD, FIGURE = 1.08, 1.2, 1
end
local WRAP = 1.12
local PADDING = 2.6

--- What each column must hold on one line: its longest word, or a figure (`83.7% (72 of 86)` may be tied into
--- two words). Headings may wrap.
local function least_widths(tbl)
  local least = {}
  for number, row in ipairs(rows_of(tbl)) do
    for index, cell in ipairs(row.cells) do
      local figure = number > 1 and tbl.colspecs[index][1] == "AlignRight"
      local width = longest_word(cell_text(cell)) * (number == 1 and BOLD or figure and FIGURE or PLAIN)
      least[index] = math.max(least[index] or 4, width)
    end
  end
  return least
end

local function sum(numbers)
  local total = 0
  for _, number in ipairs(numbers) do
    total = total + number
  end
  return total
end

--- What stands between the columns; Word leaves it before the first and after the last too.
local function paddings(columns)
  return PADDING * (is_docx and columns or columns - 1)
end

--- Columns of figures are one group of one width where the line has room for it; each other column is alone.
local function column_groups(tbl, least, line)
  local figures, groups, widest = {}, {}, 0
  for index, spec in ipairs(tbl.colspecs) do
    if spec[1] == "AlignRight" then
      figures[#figures + 1], widest = index, math.max(widest, least[index])
    else
      groups[#groups + 1] = { index }
    end
  end
  local even = { table.unpack(least) }
  for _, index in ipairs(figures) do
    even[index] = widest
  end
  if #figures > 0 and sum(even) + paddings(#least) <= line then
    groups[#groups + 1] = figures
    return groups, even
  end
  for _, index in ipairs(figures) do
    groups[#groups + 1] = { index }
  end
  return groups, least
end

local function cell_lengths(tbl)
  local lengths = {}
  for number, row in ipairs(rows_of(tbl)) do
    lengths[number] = {}
    for index, cell in ipairs(row.cells) do
      lengths[number][index] = length_of(cell_text(cell)) * WRAP
    end
  end
  return lengths
end

--- How many lines each row takes: as many as its tallest cell.
local function lines_of_rows(lengths, widths)
  local lines = {}
  for number, row in ipairs(lengths) do
    lines[number] = 1
    for index, length in ipairs(row) do
      lines[number] = math.max(lines[number], length / widths[index])
    end
  end
  return lines
end

local function lines_taken(lengths, widths)
  return sum(lines_of_rows(lengths, widths))
end

local function widened(widths, group)
  local wider = { table.unpack(widths) }
  for _, index in ipairs(group) do
    wider[index] = wider[index] + 1
  end
  return wider
end

--- The widths with one more character where it saves most lines; nil where it saves none, or there is no room.
local function better(lengths, widths, groups, room)
  local most, best, used = 1e-9, nil, 0
  local now = lines_taken(lengths, widths)
  for _, group in ipairs(groups) do
    if #group <= room then
      local wider = widened(widths, group)
      local saved = (now - lines_taken(lengths, wider)) / #group
      if saved > most then
        most, best, used = saved, wider, #group
      end
    end
  end
  return best, used
end

--- Shares of the line, none so narrow that its longest word would break, and the lines that each row then takes;
--- nil where the line is too short. Room to spare goes where it saves lines, what is left to all columns alike.
local function column_shares(tbl, line)
  local groups, widths = column_groups(tbl, least_widths(tbl), line)
  local room = line - sum(widths) - paddings(#widths)
  if room < 0 then
    return nil
  end
  local lengths = cell_lengths(tbl)
  local wider, used = better(lengths, widths, groups, room)
  while wider do
    widths, room = wider, room - used
    wider, used = better(lengths, widths, groups, room)
  end
  local shares = {}
  for index, width in ipairs(widths) do
    local at_edge = not is_docx and (index == 1 or index == #widths)
    shares[index] = (width + (at_edge and PADDING / 2 or PADDING) + room / #widths) / line
  end
  return shares, lines_of_rows(lengths, widths)
end

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
  for number, row in ipairs(rows_of(tbl)) do
    for index, cell in ipairs(row.cells) do
      if number > 1 and tbl.colspecs[index][1] == "AlignRight" then
        cell.contents = cell.contents:walk({ Inlines = tie_figure })
      end
    end
  end
end

local function set_widths(tbl, shares)
  for index, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[index] = { spec[1], shares and shares[index] or nil }
  end
end

local function bold_row(row)
  for _, cell in ipairs(row.cells) do
    cell.contents = cell.contents:walk({
      Plain = function(plain)
        return pandoc.Plain(pandoc.Strong(plain.content))
      end,
    })
  end
end

local function last_row(tbl)
  local body = tbl.bodies[#tbl.bodies].body
  return body[#body]
end

local function mark_cells(tbl)
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

local function mark_numbers(tbl)
  for index, spec in ipairs(tbl.colspecs) do
    if spec[1] == "AlignRight" then
      for _, row in ipairs(rows_of(tbl)) do
        row.cells[index].attr.classes:insert("number")
      end
    end
    tbl.colspecs[index] = { "AlignDefault", nil }
  end
end

local function html_table(tbl, caption, div)
  local id = anchor(div.identifier)
  mark_cells(tbl)
  mark_numbers(tbl)
  if div.classes:includes("has-total") then
    last_row(tbl).attr.classes:insert("total")
  end
  local inner = pandoc.Span(caption, pandoc.Attr(id .. "-caption", { "caption" }))
  tbl.caption = { long = { pandoc.Plain({ inner }) } }
  tbl.attr = pandoc.Attr(id, div.classes)
  local box = '<section class="scroll" tabindex="0" aria-labelledby="%s-caption">\n%s\n</section>'
  return raw(box:format(id, pandoc.write(pandoc.Pandoc({ tbl }), "html5")))
end

-- Characters on a line: of the page at 9.5 and 8.5 points, of a page on its side, and of Word at the two sizes.
local LINE, WIDE_LINE, TURNED_LINE = 96, 108, 168
local WORD_LINE, WORD_SMALL_LINE = 86, 96

--- The columns' shares, the size of the letters, whether the table is turned on its side, and the lines of
--- each row: they follow from the words it must hold.
local function typst_layout(tbl)
  local shares, lines = column_shares(tbl, LINE)
  if shares and #tbl.colspecs <= 6 then
    return shares, "9.5pt", false, lines
  end
  shares, lines = column_shares(tbl, WIDE_LINE)
  if shares then
    return shares, "8.5pt", false, lines
  end
  shares, lines = column_shares(tbl, TURNED_LINE)
  return shares, "8.5pt", true, lines or rows_of(tbl):map(function() return math.huge end)
end

local NEXT = "#cell#" -- no words of a cell are written so: the writer escapes the sign

--- The cells of each row as Typst source, written in one go, since a call of the writer costs a millisecond.
local function typst_rows(rows)
  local blocks = pandoc.Blocks({})
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      blocks:extend(cell.contents)
      blocks:insert(pandoc.RawBlock("typst", NEXT))
    end
  end
  local cells = pandoc.List()
  for cell in write_typst(blocks):gmatch("(.-)" .. NEXT) do
    cells:insert("[" .. cell:gsub("^%s+", ""):gsub("%s+$", "") .. "]")
  end
  local width = #rows[1].cells
  local lines = pandoc.List()
  for first = 1, #cells, width do
    lines:insert(table.concat(cells, ", ", first, first + width - 1))
  end
  return lines
end

local function typst_columns(tbl, shares)
  local columns, align = pandoc.List(), pandoc.List()
  for index, spec in ipairs(tbl.colspecs) do
    columns:insert(shares and ("%.3ffr"):format(shares[index] * 100) or "auto")
    align:insert(spec[1] == "AlignRight" and "right" or "left")
  end
  return table.concat(columns, ", "), table.concat(align, ", ")
end

-- A table of up to SHORT lines is kept on one page. A longer one breaks between its rows: it begins with its head and two
-- rows, and its last rows stand together, as many as have no more than LAST_LINES.
local SHORT, BEGINS, LAST, LAST_LINES = 11, 3, 3, 12

--- The first of a long table's last rows; one past the end where a row alone is too tall.
local function first_of_last(lines)
  local first, taken = #lines + 1, 0
  while first > 2 and #lines + 1 - first < LAST and taken + lines[first - 1] <= LAST_LINES do
    first = first - 1
    taken = taken + lines[first]
  end
  return first
end

--- How a table of rows of so many lines stands on pages: with how many lines a long one begins, and the first of its
--- last rows; nil where it is short.
local function paging(lines)
  if sum(lines) <= SHORT then
    return nil, #lines + 1
  end
  local begins = sum({ table.unpack(lines, 1, math.min(BEGINS, #lines)) })
  return math.ceil(math.min(begins, LAST_LINES)) + 1, first_of_last(lines)
end

--- The rows of a table's call: the first is its header, those from `first_last` on its last.
local function typst_rows_in_call(rows, first_last)
  local lines = pandoc.List({ ("header: (%s,),"):format(rows[1]) })
  lines:extend(rows:map(function(cells) return cells .. "," end):filter(function(_, index)
    return index > 1 and index < first_last
  end))
  if first_last <= #rows then
    lines:insert(("last: (%s,),"):format(table.concat(rows, ", ", first_last)))
  end
  return lines
end

local function typst_table(tbl, caption, div)
  local shares, size, turned, lines = typst_layout(tbl)
  local columns, align = typst_columns(tbl, shares)
  if div.classes:includes("has-total") then
    bold_row(last_row(tbl))
  end
  local begins, first_last = paging(lines)
  local notes = tonumber(div.attributes.noted or 0)
  local kind = begins and "long" or notes > 0 and "noted" or "short"
  local call = pandoc.List({
    ("#data-table(columns: (%s,), align: (%s,), size: %s, kind: %q,"):format(columns, align, size, kind),
    ("notes: %d, caption: [%s],"):format(begins and notes or 0, write_typst(caption)),
  })
  call:extend(typst_rows_in_call(typst_rows(rows_of(tbl)), first_last))
  call:insert((") <%s>"):format(anchor(div.identifier)))
  if begins then
    call:insert(1, ("#begin-with(%d)"):format(begins))
  end
  local text = table.concat(call, "\n")
  return raw(turned and ("#turned[\n%s\n]"):format(text) or text)
end

local function style_cells(tbl)
  local style = #tbl.colspecs <= 6 and "Table Text" or "Table Text Small"
  for _, row in ipairs(rows_of(tbl)) do
    for _, cell in ipairs(row.cells) do
      cell.contents = { styled(style, cell.contents) }
    end
  end
end

--- A year such as 2024-25 in a cell of Word, which breaks lines at any other hyphen.
local function tie_year_in_word(bold)
  local run = '<w:r><w:rPr>%s</w:rPr><w:t>%s</w:t><w:noBreakHyphen/><w:t>%s</w:t></w:r>'
  return function(str)
    local before, after = str.text:match("^(%d%d%d%d)%-(%d%d,?)$")
    return before and pandoc.RawInline("openxml", run:format(bold and "<w:b/>" or "", before, after))
  end
end

local function tie_years(tbl)
  for number, row in ipairs(rows_of(tbl)) do
    for _, cell in ipairs(row.cells) do
      cell.contents = cell.contents:walk({ Str = tie_year_in_word(number == 1) })
    end
  end
end

--- Word cannot turn a table: one that does not fit is cut where it hurts least.
local function word_shares(tbl)
  local shares
  local line = #tbl.colspecs <= 6 and WORD_LINE or WORD_SMALL_LINE
  repeat
    shares = column_shares(tbl, line)
    line = line + 4
  until shares
  return shares
end

local function docx_table(tbl, caption, div)
  set_widths(tbl, word_shares(tbl))
  tie_years(tbl)
  bold_row(tbl.head.rows[1])
  if div.classes:includes("has-total") then
    bold_row(last_row(tbl))
  end
  style_cells(tbl)
  tbl.caption = { long = { pandoc.Plain(pandoc.Span(caption, pandoc.Attr(anchor(div.identifier)))) } }
  return tbl
end

local function the_table(body, div)
  if #body ~= 1 or body[1].t ~= "Table" then
    fail(div.identifier .. " must hold one table and then its caption")
  end
  if #body[1].head.rows ~= 1 then
    fail(div.identifier .. " has no header row")
  end
  return body[1]
end

local function table_block(div)
  local body, text = split_caption(div)
  local tbl, caption = the_table(body, div), captioned(div.attributes.label, text)
  tie_figures(tbl)
  if is_html then
    return html_table(tbl, caption, div)
  elseif is_typst then
    return typst_table(tbl, caption, div)
  end
  return docx_table(tbl, caption, div)
end

-- Charts -----------------------------------------------------------------------------------------------

local function the_image(body, div)
  local image
  pandoc.Blocks(body):walk({
    Image = function(found)
      image = found
    end,
  })
  return image or fail(div.identifier .. " holds no image")
end

local function alt_text(image, caption, name)
  local alt = image.attributes["fig-alt"] or pandoc.utils.stringify(image.caption)
  if alt == "" then
    fail(name .. " has no alt text")
  end
  if alt == pandoc.utils.stringify(caption) then
    fail(name .. " has its caption as alt text; say what the chart shows instead")
  end
  return alt
end

--- The caption's first sentence says what is found: it is set as the chart's title.
local function title_and_base(caption)
  for index, inline in ipairs(caption) do
    if inline.t == "Str" and inline.text:match("[%.%?]$") and index < #caption then
      local title = pandoc.Inlines({ table.unpack(caption, 1, index) })
      return title, pandoc.Inlines({ table.unpack(caption, index + 2) })
    end
  end
  return caption, pandoc.Inlines({})
end

local function chart_caption(label, caption)
  local title, base = title_and_base(caption)
  local numbered = pandoc.Inlines({ pandoc.Str(label .. ":"), pandoc.Space() }) .. title
  return pandoc.Inlines({ strong("title", numbered), pandoc.Space() }) .. base
end

local function html_chart(image, alt, caption, id)
  local figure = '<figure class="chart" id="%s">'
  local box = '<section class="scroll" tabindex="0" aria-labelledby="%s-caption">'
  local picture = ('<img src="%s" alt="%s"/>'):format(image.src, escape_html(alt))
  local blocks = wrapped('<figcaption id="' .. id .. '-caption">', { pandoc.Plain(caption) }, "</figcaption>")
  blocks:insert(raw(box:format(id) .. picture .. "</section>"))
  return wrapped(figure:format(id), blocks, "</figure>")
end

local function typst_chart(image, alt, caption, id)
  local source = '#figure(image(%s, alt: %s, width: 100%%), kind: "chart", caption: [%s]) <%s>'
  return raw(source:format(typst_string(image.src), typst_string(alt), write_typst(caption), id))
end

local function docx_chart(image, alt, caption, id)
  image.src = image.src:gsub("%.svg$", ".png")
  image.caption, image.attributes = { pandoc.Str(alt) }, { width = "100%" }
  local title = styled("Figure Caption", { pandoc.Para(pandoc.Span(caption, pandoc.Attr(id))) })
  return pandoc.Blocks({ title, styled("Captioned Figure", { pandoc.Plain({ image }) }) })
end

local function chart_block(div)
  local body, text = split_caption(div)
  local image = the_image(body, div)
  local alt = alt_text(image, text, div.identifier)
  local caption, id = chart_caption(div.attributes.label, text), anchor(div.identifier)
  local write = is_html and html_chart or is_typst and typst_chart or docx_chart
  return write(image, alt, caption, id)
end

-- Other blocks -----------------------------------------------------------------------------------------

local function chart_data(div)
  if not is_html then
    return div.content
  end
  local summary = '<details class="chart-data"><summary>Data for this chart<span class="hidden">: %s</span></summary>'
  return wrapped(summary:format(div.attributes.label), div.content, "</details>")
end

local function callout(div)
  local title = div.attributes.title
  if not title then
    fail("a callout has no title")
  end
  if is_html then
    local open = '<div class="callout"><p class="callout-title">' .. escape_html(title) .. "</p>"
    return wrapped(open, div.content, "</div>")
  elseif is_typst then
    return wrapped(("#callout(title: %s)["):format(typst_string(title)), div.content, "]")
  end
  local heading = styled("Callout Title", { pandoc.Para(pandoc.Str(title)) })
  return pandoc.Blocks({ heading, styled("Callout", div.content) })
end

local KEY_FIGURES = {
  html = { open = '<ul class="key-figures">', item = '<li class="key-figure">', between = "</li>", close = "</ul>" },
  typst = { open = "#key-figures(", item = "[", between = "],", close = ")" },
}

local function key_figure_lines(div)
  return div.content[1].content:filter(function(inline)
    return inline.t == "Span"
  end)
end

local function typst_key_figure(lines)
  local inlines = pandoc.Inlines({})
  for _, span in ipairs(lines) do
    inlines:insert(pandoc.RawInline("typst", ("#key-%s["):format(span.classes[1])))
    inlines:extend(span.content)
    inlines:insert(pandoc.RawInline("typst", "]"))
  end
  return { pandoc.Plain(inlines) }
end

local function docx_key_figure(lines)
  local inlines = pandoc.Inlines({})
  for _, span in ipairs(lines) do
    span.attributes["custom-style"] = "Key " .. span.classes[1]
    inlines:insert(span)
    inlines:insert(span.classes[1] == "number" and pandoc.Space() or pandoc.LineBreak())
  end
  inlines:remove(#inlines)
  return styled("Key figure", { pandoc.Para(inlines) })
end

local function key_figures(div)
  local marks = is_html and KEY_FIGURES.html or is_typst and KEY_FIGURES.typst
  local result = pandoc.Blocks({})
  for _, figure in ipairs(div.content) do
    local lines = key_figure_lines(figure)
    if is_docx then
      result:insert(docx_key_figure(lines))
    else
      local body = is_typst and typst_key_figure(lines) or { pandoc.Plain(figure.content[1].content) }
      result:extend(wrapped(marks.item, body, marks.between))
    end
  end
  return is_docx and result or wrapped(marks.open, result, marks.close)
end

local function table_notes(div)
  if #div.content == 0 then
    return {}
  elseif is_typst then
    return wrapped("#table-notes[", div.content, "]")
  end
  return is_docx and styled("Table Notes", div.content) or div
end

local function contents_block(items)
  if is_html then
    return {}
  elseif is_typst then
    return raw("#contents()")
  end
  local heading = styled("TOC Heading", { pandoc.Para("Contents") })
  local lines = pandoc.Blocks({ heading })
  for _, item in ipairs(items) do
    lines:insert(styled("TOC 1", { pandoc.Para(item[1].content) }))
  end
  return lines
end

local function html_only(div)
  return is_html and div.content or {}
end

local function summary_page(div)
  return is_typst and wrapped("#summary-page[", div.content, "]") or div
end

local BY_CLASS = {
  ["chart-data"] = chart_data,
  ["callout-note"] = callout,
  ["callout-warning"] = callout,
  ["key-figures"] = key_figures,
  ["table-notes"] = table_notes,
  ["html-only"] = html_only,
  ["summary-page"] = summary_page,
}

local function render_block(div)
  local kind = kind_of(div.identifier)
  if kind then
    return kind == "tbl" and table_block(div) or chart_block(div)
  end
  for _, class in ipairs(div.classes) do
    if BY_CLASS[class] then
      return BY_CLASS[class](div)
    end
  end
end

local function download(link)
  if not link.classes:includes("download") then
    return nil
  end
  if not is_html then
    return {}
  end
  local hidden = pandoc.Span({ pandoc.Str(": " .. link.attributes.label) }, pandoc.Attr("", { "hidden" }))
  link.attributes.label = nil
  link.content:insert(hidden)
  return link
end

local function drop_empty(paragraph)
  if #paragraph.content == 0 then
    return {}
  end
end

local function loose_image(image)
  if not image.attributes["fig-alt"] and #image.caption == 0 then
    fail("the image " .. image.src:sub(1, 60) .. " has no alt text")
  end
end

-- Notebooks --------------------------------------------------------------------------------------------

--- The notebook's one first-level heading becomes the page's title.
local function take_title(doc)
  doc.blocks = doc.blocks:walk({
    Header = function(header)
      if header.level > 1 then
        return nil
      elseif doc.meta.title then
        fail("a notebook has one first-level heading, its title; then come ## headings")
      end
      doc.meta.title = pandoc.MetaInlines(header.content)
      return {}
    end,
  })
  return doc.meta.title or fail("a notebook starts with its title as a first-level heading")
end

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

local function in_format(blocks, format)
  return blocks:filter(function(block)
    return block.t == "RawBlock" and block.format == format
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
      blocks:extend(wrapped(summary:format(number), { pandoc.CodeBlock(block.text) }, "</details>"))
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
      fail("a notebook shows a table without a caption; publish it, so that it gets one")
    end
    local box = '<section class="scroll" tabindex="0" aria-label="%s">%s</section>'
    return box:format((caption:gsub("%%", "%%%%"):gsub("<[^>]+>", ""):gsub('"', "&quot;")), tbl)
  end
  return raw((block.text:gsub("<table.->.-</table>", boxed)))
end

-- The document -----------------------------------------------------------------------------------------

local NOTE_LINE = 125 -- characters

--- About how many lines the notes below a table take, in print; without the link that the web page alone has.
local function lines_of_notes(div)
  local lines = 1
  for _, block in ipairs(div.content) do
    lines = lines + math.ceil(length_of(pandoc.utils.stringify(block)) / NOTE_LINE)
  end
  return lines
end

--- A table that has notes is not parted from them.
local function mark_noted(blocks)
  for index = 1, #blocks - 1 do
    local div, after = blocks[index], blocks[index + 1]
    local noted = after.t == "Div" and after.classes:includes("table-notes") and #after.content > 0
    if div.t == "Div" and kind_of(div.identifier) == "tbl" and noted then
      div.attributes.noted = tostring(lines_of_notes(after))
    end
  end
  return blocks
end

local function shaped(blocks)
  local labelled, labels = label_floats(blocks)
  labelled = resolve_references(labelled, labels):walk({ Link = download })
  labelled = labelled:walk({ Para = drop_empty, Image = loose_image }):walk({ Blocks = mark_noted })
  return labelled:walk({ Div = render_block })
end

local function notebook(doc)
  doc.blocks = doc.blocks:walk({ Div = unwrap_cell }):walk({ RawBlock = box_tables })
  take_title(doc)
  doc.meta.contents = pandoc.MetaBlocks({ pandoc.BulletList(contents(doc.blocks, 2)) })
  doc.blocks = shaped(doc.blocks)
  return doc
end

local function report(doc)
  local blocks = doc.meta.numbered == false and doc.blocks or number_headings(doc.blocks)
  local items = contents(blocks, 1)
  blocks = shaped(blocks):walk({
    Div = function(div)
      return div.classes:includes("contents") and contents_block(items) or nil
    end,
  })
  doc.blocks = blocks
  if is_html then
    doc.meta.contents = pandoc.MetaBlocks({ pandoc.BulletList(items) })
    doc.blocks = shift_headings(blocks)
  elseif is_docx then
    doc.blocks = word_cover(doc.meta) .. blocks
  end
  return doc
end

function Pandoc(doc)
  doc.meta = read_edition(doc.meta)
  local edition = doc.meta.edition
  doc.blocks = doc.blocks:walk({ Span = resolve_variable })
  doc.blocks = in_scope(doc.blocks, pandoc.utils.stringify(edition.scope), edition.quarter ~= nil)
  doc.blocks = doc.blocks:walk({ Inlines = tie_words }):walk({ Str = tie_year })
  return (doc.meta.notebook and notebook or report)(doc)
end
