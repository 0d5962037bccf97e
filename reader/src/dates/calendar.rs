//! The words of dates, of both languages, and what they mean seen from a day of publication.
