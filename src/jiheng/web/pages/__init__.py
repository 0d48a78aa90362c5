"""One folder per task of a person: urls, views, forms, nav, templates."""
