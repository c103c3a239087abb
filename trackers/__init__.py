"""The ground floor: knows trackers and reads policies.

Pure functions over frozen dataclasses. No browser, no database, no network: everything here can be
called from a REPL with values typed by hand.
"""
