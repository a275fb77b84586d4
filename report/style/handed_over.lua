--- What pandoc in its sandbox is given of the staged folder: the charts, the logo and the style sheet. It can open no
--- other file and asks no network, whatever a text names. The embedded renderer runs this filter; Quarto has its own way.

local FILES = { "style/page.css", "style/logo.png" }
local CHARTS = "charts"

local function hand_over(path)
  local file = io.open(path, "rb")
  if file then
    pandoc.mediabag.insert(path, nil, file:read("a"))
    file:close()
  end
end

local function charts()
  local there, names = pcall(pandoc.system.list_directory, CHARTS)
  return there and names or {}
end

function Pandoc(doc)
  for _, path in ipairs(FILES) do
    hand_over(path)
  end
  for _, name in ipairs(charts()) do
    if name:match("%.svg$") or name:match("%.png$") then
      hand_over(CHARTS .. "/" .. name)
    end
  end
  return doc
end
