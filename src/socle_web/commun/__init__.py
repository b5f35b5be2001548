"""What every page shares: layout, headers, errors, template tags, downloads."""
