"""HTML to PDF by the browser that is there anyway: tagged, with page numbers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright


def print_to_pdf(executable: Path, html: str) -> bytes:
    """Backgrounds printed, tagged for screen readers. The page loads nothing from anywhere."""
    with tempfile.TemporaryDirectory(prefix="undeclared-print-") as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        page_file.write_text(html, encoding="utf-8")
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=not root)
        try:
            page = browser.new_context(offline=True, java_script_enabled=False).new_page()
            page.goto(page_file.as_uri())
            # Paper, margins and page numbers are the style sheet's (`@page`).
            return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        finally:
            browser.close()
