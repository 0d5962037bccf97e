"""One small reader a format: bytes to documents."""
