"""The top floor, the application: goes and looks, then asks `reports` to record and judge."""

__version__ = "0.1.0"
