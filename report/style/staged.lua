-- Stops `quarto render` on the bare sources: the figures come with staging.
local variables = io.open("_variables.yml")
if variables then
  variables:close()
else
  io.stderr:write("These are the sources of the report, without its figures. `make report YEAR=2024-25` stages them in\n")
  io.stderr:write("output/2024-25/private/report; `quarto render` works there.\n")
  os.exit(1)
end
