"""Where the Chromium of this machine is; importing this needs no library."""

import os
import shutil

NOT_FOUND = "Chromium not found"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find_chromium() -> str | None:
    """The path in WEGWIJZER_CHROMIUM, else the first of the usual names; None when there is none."""
    named = os.environ.get("WEGWIJZER_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)
