"""Documentation; `generate` writes the parts that come from the code."""
