"""The middle floor: records what was seen, compares, judges and renders. Visits nothing."""
