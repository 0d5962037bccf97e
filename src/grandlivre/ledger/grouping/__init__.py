"""From claims to groups: which statements are of one undertaking."""
