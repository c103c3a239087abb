"""Makes the long tail of the catalogue from pinned packages."""
