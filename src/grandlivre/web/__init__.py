"""The application: pages and an interface over a ledger's database, and forms for those who may."""

from grandlivre.web.app import create_app
from grandlivre.web.options import ServeOptions
from grandlivre.web.serving import serve

__all__ = ["ServeOptions", "create_app", "serve"]
