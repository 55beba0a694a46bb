"""Every keyed or writing operation of the API, put together from its parts."""

from app.schemas import endpoints_imports as imports
from app.schemas import endpoints_keys as keys
from app.schemas import endpoints_moderation as moderation
from app.schemas import endpoints_writes as writes
from app.schemas.operation import Operation

OPERATIONS: tuple[Operation, ...] = (
    *keys.OPERATIONS,
    *writes.OPERATIONS,
    *imports.OPERATIONS,
    *moderation.OPERATIONS,
)
