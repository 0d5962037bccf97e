//! When two spellings are one name: slips of the pen, acronyms, articles.
