"""How things look in print: numbers, sentences, tables, workbooks, markdown that is safe."""
