"""From documents to claims: every quantity with its role, parties, place, time and evidence."""
