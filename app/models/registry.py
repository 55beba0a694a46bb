"""Every table module, so that `metadata` is complete for whoever imports this one (migrations, tests)."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from app.models import (
    activity,
    area,
    change,
    dead_end,
    imports,
    moderation,
    organisation,
    partner,
    partner_page,
    pass_arrangement,
    place,
    route,
)

MODULES = (
    activity,
    area,
    change,
    dead_end,
    imports,
    moderation,
    organisation,
    partner,
    partner_page,
    pass_arrangement,
    place,
    route,
)

metadata: MetaData = SQLModel.metadata
