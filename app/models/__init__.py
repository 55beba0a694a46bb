"""Tables only. Importing any of them first sets how constraints are named, so that migrations can address each."""

from app.models import base as base
