"""Every keyed or writing operation of the API, put together from its parts."""

from app.schemas.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
