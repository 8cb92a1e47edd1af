"""What axe-core finds on a page: who cannot see, hear or point must be able to use it."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SERIOUS = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => [each.id, each.nodes[0].html.slice(0, 200)]);
}"""
"""Of what is right axe-core then tells one element alone, and of all that nothing leaves the page:
to describe it takes longer than to find it."""


def serious(page: Page) -> list[tuple[str, str]]:
    """The serious findings: rule and the first element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [(rule, html) for rule, html in page.evaluate(SERIOUS)]
