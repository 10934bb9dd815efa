"""Take the README's pictures: `.venv/bin/python docs/take_screenshots.py` while `make run` serves a fresh demo."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
FOLDER = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    options = {"base_url": SITE, "locale": "en", "timezone_id": "Asia/Tashkent"}
    page = browser.new_page(viewport={"width": 360, "height": 740}, device_scale_factor=2, **options)
    page.goto("/tj-2026/")
    page.screenshot(path=FOLDER / "edition-phone.png")
    page = browser.new_page(viewport={"width": 1280, "height": 800}, **options)
    page.goto("/accounts/sign-in?next=/uz-2026/organize/")
    page.fill("#email", "organizer@example.org")
    page.fill("#password", "second-life-2026")
    page.press("#password", "Enter")
    page.wait_for_url("**/organize/")
    page.goto("/uz-2026/organize/?lang=en")
    page.screenshot(path=FOLDER / "desk.png")
    browser.close()
