"""How often nothing fitted: an aggregate per week, with nothing of any request in it."""

from datetime import date

from sqlmodel import Field, SQLModel

from app.models.base import Seq


class DeadEndCount(SQLModel, table=True):
    """week: its Monday. wijk, age_band, theme: an empty text when the question named none. failing_constraint: what
    stood in the way. Counts below 5 are shown as "<5"."""

    __tablename__ = "dead_end_count"

    week: date = Field(primary_key=True)
    wijk: str = Field(primary_key=True)
    age_band: str = Field(primary_key=True)
    theme: str = Field(primary_key=True)
    failing_constraint: str = Field(primary_key=True)
    count: int = Field(sa_type=Seq)
