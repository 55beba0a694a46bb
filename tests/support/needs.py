"""What a test needs and this machine may lack."""

import os
from typing import NoReturn

import pytest


def go_without(reason: str, required_by: str) -> NoReturn:
    """Skip, or fail where the variable of the environment says that it must be there."""
    if os.environ.get(required_by) == "1":
        pytest.fail(f"{reason}, and {required_by}=1 asks for it", pytrace=False)
    pytest.skip(reason)
