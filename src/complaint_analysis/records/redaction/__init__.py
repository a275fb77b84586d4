"""Personal identifiers taken out of free text, with typed placeholders in their place.

What the record itself knows goes first, then what has the form of an identifier, then names.
No list knows every name: a redacted text is fit for a colleague's review, not to be published.

Not here: the search of what is about to be published (`publish/personal_data`).
"""
