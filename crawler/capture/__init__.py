"""Evidence, one small class a kind, all with the lifecycle of `crawler.capture.kind.Capture`.

`recorder.py` holds the explicit list. A capture that fails loses its own evidence and never the visit.
"""
