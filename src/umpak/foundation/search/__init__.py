"""Names found despite spelling slips, on any PostgreSQL and without its extensions.

To make a model searchable: a column `search_words = SearchWordsField()`, `search_index("x_search")`
among its indexes and `*lexicon_triggers()` among its triggers; whoever writes a row fills the
column with `words_of(name, ...)`; whoever reads calls `selectors.search(queryset, typed)`.
"""
