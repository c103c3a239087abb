"""The cookies that a policy declares in tables, lists and sentences."""
