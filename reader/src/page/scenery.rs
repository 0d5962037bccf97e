//! What is built and where, as the sentences before a quantity tell, and who builds it.
