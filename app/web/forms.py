"""Plain HTML forms: read from the body within bounds."""

from urllib.parse import parse_qsl

from app.errors import Fault, InvalidInput, UnsupportedMediaType

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 1000


def read_form(body: bytes, content_type: str | None) -> dict[str, str]:
    """The fields that hold something, trimmed; of a repeated field the last stands. Raises as `read_pairs`."""
    return dict(read_pairs(body, content_type))


def read_pairs(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """The fields that hold something, trimmed, in order.

    Raises:
        UnsupportedMediaType: the body is no form.
        InvalidInput: it is a broken one, or has too many fields.
    """
    if (content_type or "").partition(";")[0].strip().lower() != FORM:
        raise UnsupportedMediaType(f"Send the form as {FORM}.")
    try:
        pairs = parse_qsl(body.decode("ascii"), max_num_fields=MOST_FIELDS, encoding="utf-8", errors="strict")
    except ValueError as error:
        english, dutch = "The form cannot be read.", "Het formulier kan niet gelezen worden."
        raise InvalidInput([Fault("bad-form", english, detail_nl=dutch)]) from error
    return [(name, text) for name, value in pairs if (text := value.replace("\0", "").strip())]
