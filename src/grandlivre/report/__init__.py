"""What people see: figures in their locale, tables, pages."""
