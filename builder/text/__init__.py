"""Pure functions on plain text that several stages share: sentences, words, alignment, Markdown escaping.

Standard library and numpy only. Stages never import each other, so what two of them need lives here.
"""
