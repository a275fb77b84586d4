--- Charts: a caption whose first sentence says what is found, the picture, and its alternative text.

local format = dofile("style/format.lua")
local floats = dofile("style/floats.lua")

local function the_image(body, div)
  local image
  pandoc.Blocks(body):walk({
    Image = function(found)
      image = found
    end,
  })
  return image or format.fail(div.identifier .. " holds no image")
end

local function alt_text(image, caption, name)
  local alt = image.attributes["fig-alt"] or pandoc.utils.stringify(image.caption)
  if alt == "" then
    format.fail(name .. " has no alt text")
  end
  if alt == pandoc.utils.stringify(caption) then
    format.fail(name .. " has its caption as alt text; say what the chart shows instead")
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
  return pandoc.Inlines({ format.strong("title", numbered), pandoc.Space() }) .. base
end

local function html_chart(image, alt, caption, id)
  local figure = '<figure class="chart" id="%s">'
  local box = '<section class="scroll" tabindex="0" aria-labelledby="%s-caption">'
  local picture = ('<img src="%s" alt="%s"/>'):format(image.src, format.escape_html(alt))
  local blocks = format.wrapped('<figcaption id="' .. id .. '-caption">', { pandoc.Plain(caption) }, "</figcaption>")
  blocks:insert(format.raw(box:format(id) .. picture .. "</section>"))
  return format.wrapped(figure:format(id), blocks, "</figure>")
end

local function typst_chart(image, alt, caption, id)
  local source = '#figure(image(%s, alt: %s, width: 100%%), kind: "chart", caption: [%s]) <%s>'
  local src, words = format.typst_string(image.src), format.typst_string(alt)
  return format.raw(source:format(src, words, format.write_typst(caption), id))
end

local function docx_chart(image, alt, caption, id)
  image.src = image.src:gsub("%.svg$", ".png")
  image.caption, image.attributes = { pandoc.Str(alt) }, { width = "100%" }
  local title = format.styled("Figure Caption", { pandoc.Para(pandoc.Span(caption, pandoc.Attr(id))) })
  return pandoc.Blocks({ title, format.styled("Captioned Figure", { pandoc.Plain({ image }) }) })
end

local charts = {}

--- A chart in the format that is made.
function charts.render(div)
  local body, text = floats.split_caption(div)
  local image = the_image(body, div)
  local alt = alt_text(image, text, div.identifier)
  local caption, id = chart_caption(div.attributes.label, text), floats.anchor(div.identifier)
  local write = format.is_html and html_chart or format.is_typst and typst_chart or docx_chart
  return write(image, alt, caption, id)
end

return charts
