//! The walk through a text from date to date, each resolved against the day of publication.
