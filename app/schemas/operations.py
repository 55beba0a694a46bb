"""Every keyed or writing operation of the API, put together from its parts."""

from app.schemas import endpoints_keys as keys
from app.schemas.operation import Operation

OPERATIONS: tuple[Operation, ...] = (*keys.OPERATIONS,)
