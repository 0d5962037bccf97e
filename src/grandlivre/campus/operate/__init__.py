"""A campus in operation: a year of hours, planned, scheduled, powered and accounted for."""
