"""The pages: one set of templates, a static folder in the report and live in the application."""
