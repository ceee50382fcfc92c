"""What is computed from the stored articles: views, comparisons, drawings, citations, feeds, data files, pages.

Everything here is pure and knows no MkDocs. Import from the module that owns the subject (`compare.compare`,
`substance.substance`, `exports.files`, `plain.pages`, `review.review`): the functions share their modules' names.
"""
