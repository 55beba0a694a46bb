"""The school holidays that come with the product, for whoever needs a calendar before a catalogue is loaded."""

import csv
from functools import cache
from importlib.resources import files

from app.domain.calendar import HolidayCalendar


@cache
def load_calendar() -> HolidayCalendar:
    """The calendar in `app/data/starter/school_holidays.csv`; read once. Raises ValueError for a row that is wrong."""
    text = files("app").joinpath("data/starter/school_holidays.csv").read_text(encoding="utf-8")
    return HolidayCalendar.from_rows(csv.DictReader(text.splitlines()))
