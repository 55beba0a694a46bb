"""The catalogue of a worker: opened from the snapshot files, or built from the database."""

from pathlib import Path

from sqlalchemy import Engine

from app.catalogue.catalogue import Catalogue
from app.services.themes import load_themes
from app.store.activities import iterate_index
from app.store.changes import current_seq
from app.store.unit_of_work import read_connection


def open_catalogue(engine: Engine, folder: Path) -> Catalogue:
    """The catalogue as the database has it now."""
    themes = load_themes()
    catalogue = Catalogue({theme.id: theme.broader for theme in themes if theme.broader})
    with read_connection(engine) as connection:
        seq = current_seq(connection)
        catalogue.apply(list(iterate_index(connection)), seq)
    return catalogue
