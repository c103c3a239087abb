"""The demonstration web: sites whose truth is known, for `undeclared demo` and for the tests."""

from crawler.demo.compare import Comparison, compare
from crawler.demo.demo_web import DemoSite, DemoWeb
from crawler.demo.manifest import Manifest, load_manifest

__all__ = ["Comparison", "DemoSite", "DemoWeb", "Manifest", "compare", "load_manifest"]
