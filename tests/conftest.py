"""What holds for all tests."""

from hypothesis import settings

# Machines are shared and noisy: no test asserts a time.
settings.register_profile("undeclared", deadline=None)
settings.load_profile("undeclared")
