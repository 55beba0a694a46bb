"""A generator of fictional cities: deterministic, realistic in shape, clearly made up."""

from app.services.sample.generator import generate

__all__ = ["generate"]
