"""What the browser's tests share: one person's browser, and the sizes of screens."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Response, expect

GRAND, ETROIT = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class Visite:
    """One person's browser: its page, and what went wrong in it."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.problemes: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problemes.append(f"script: {error}"))
        self.page.on("response", self._response)

    def aller(self, adresse: str) -> Page:
        self.page.goto(f"{self.site}{adresse}")
        return self.page

    def examiner(self) -> None:
        """No axe violation, no horizontal scroll; the heading is there."""
        expect(self.page.locator("h1")).to_have_count(1)
        large = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert large <= 0, f"{self.page.url} is {large}px too wide"
        report = Axe().run(self.page)
        assert report.violations_count == 0, report.generate_report()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.problemes.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problemes.append(f"HTTP {response.status}: {response.url}")
