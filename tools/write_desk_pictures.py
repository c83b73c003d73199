"""Pictures of the desk for docs/serve.md, made in Chromium: python -m tools.write_desk_pictures (after `make browser`)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from tools.desk_day import LETTERS, lay_out, served

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "bilder"
WIDE: Any = {"width": 1280, "height": 860}
NARROW: Any = {"width": 400, "height": 860}
PARKING, LUNCH, SCHOOL = LETTERS


def main() -> None:
    """Write the pictures."""
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        lay_out(Path(name))
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with served(Path(name), "--deadline", "6w") as address:
            page = browser.new_context(viewport=WIDE).new_page()
            page.goto(address)
            expect(page.locator("#list > li")).to_have_count(5)
            expect(page.locator("#progress")).to_be_hidden()
            put(page, "tisch-liste")
            shown(page, LUNCH)
            expect(page.locator("figure img")).to_have_count(2)
            page.locator(".row .name", has_text="Datum").first.click()
            page.locator(".row.sel .edit").click()
            page.fill("#new-value", "31.2.2024")
            expect(page.locator("#refusal")).to_contain_text("kein Tag")
            put(page, "tisch-berichtigen")
            page.keyboard.press("Escape")
            shown(page, PARKING)
            page.select_option("#choice", label="Gremium")
            page.click("#add-value")
            page.fill("#new-value", "Bauausschuss")
            page.keyboard.press("Enter")
            expect(page.locator("#said")).to_have_text("Gespeichert.")
            page.click("#checked")
            expect(page.locator("#checked")).to_have_attribute("aria-pressed", "true")
            put(page, "tisch-geprueft")
            page.click("#open-list")
            expect(page.locator("#open-table tbody tr").first).to_be_visible()
            put(page, "tisch-fristen")
            phone = browser.new_context(viewport=NARROW, color_scheme="dark").new_page()
            phone.goto(address)
            expect(phone.locator("#list > li")).to_have_count(5)
            shown(phone, PARKING)
            put(phone, "tisch-schmal")
        browser.close()


def shown(page: Any, name: str) -> None:
    """Open a document."""
    page.locator("#list button", has_text=name).first.click()
    expect(page.locator("#brief")).to_contain_text(name)


def put(page: Any, name: str) -> None:
    """Write one picture."""
    page.screenshot(path=str(PICTURES / f"{name}.png"), animations="disabled")


if __name__ == "__main__":
    main()
