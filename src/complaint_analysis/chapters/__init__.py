"""What the documents print: tables, sentences, charts, the checklist of a complete publication."""
