"""The companies and products that a policy names, and whether it says that they are used."""
