//! Tells, at the price of a glance, that a text holds no quantity: most texts of a crawl hold none.
