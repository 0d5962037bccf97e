"""Small value types that every stage shares; nothing here knows of any text."""
