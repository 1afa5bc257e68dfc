"""Names found despite spelling slips, on any PostgreSQL and without its extensions.

To make a model searchable: a column `search_words = SearchWordsField()`, `search_index("x_search")`
among its indexes and `*lexicon_triggers()` among its triggers; whoever writes a row fills the
column with `words_of(name, ...)`, and whoever restores rows from the history makes the words anew
with `services.rewrite_words`; whoever reads calls `selectors.search(queryset, typed)`.
"""
