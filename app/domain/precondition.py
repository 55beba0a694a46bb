"""`If-Match` and `If-None-Match` of a write: about the version of an item and nothing else.

The entity tag of an item begins with its version ("12-5d1c9a", or just "12"), so the tag of any representation in any
language will do.
"""

import re
from dataclasses import dataclass
from typing import Self

from app.errors import Fault, InvalidInput, PreconditionFailed, PreconditionRequired

_TAG = re.compile(r'(?:W/)?"(\d{1,15})(?:-[^"]*)?"')
ANY = "*"
MAX_LENGTH = 200
"""Characters of `If-Match`: a handful of tags."""


@dataclass(frozen=True, slots=True)
class Precondition:
    """versions: those the writer may have seen, None = no condition. must_exist: `If-Match: *`. must_be_new:
    `If-None-Match: *`."""

    versions: frozenset[int] | None = None
    must_exist: bool = False
    must_be_new: bool = False

    @classmethod
    def read(cls, if_match: str | None, if_none_match: str | None, *, is_required: bool = False) -> Self:
        """From the two headers, None when absent. A tag that is none of ours matches no version.

        Raises:
            InvalidInput: If-None-Match is something else than `*`.
            PreconditionRequired: there is no condition, and this installation asks for one.
        """
        if if_none_match is not None and if_none_match.strip() != ANY:
            detail = "Send If-None-Match: * to write only what is not there yet; to write a known version use If-Match."
            dutch = "Stuur If-None-Match: * om alleen iets nieuws te maken. Gebruik If-Match voor een bekende versie."
            raise InvalidInput([Fault("not-a-condition", detail, "If-None-Match", detail_nl=dutch)])
        if if_match is not None and not _is_condition(if_match):
            detail, dutch = 'Send If-Match with an ETag such as "3".', 'Stuur If-Match met een ETag, zoals "3".'
            raise InvalidInput([Fault("not-a-condition", detail, "If-Match", detail_nl=dutch)])
        if if_match is None and if_none_match is None and is_required:
            english = "Send If-Match with the ETag of what you have seen, or If-None-Match: * for something new."
            dutch = "Stuur If-Match met de ETag van wat u hebt gezien, of If-None-Match: * voor iets nieuws."
            raise PreconditionRequired(
                english, faults=[Fault("condition-missing", english, "If-Match", detail_nl=dutch)]
            )
        must_be_new = if_none_match is not None
        if if_match is None or if_match.strip() == ANY:
            return cls(None, if_match is not None, must_be_new)
        return cls(frozenset(int(version) for version in _TAG.findall(if_match)), True, must_be_new)

    def check(self, version: int | None) -> None:
        """Let pass what the writer has seen. version: the present one, None when there is nothing.

        Raises PreconditionFailed with the present tag.
        """
        if version is None:
            if self.must_exist:
                english = "There is nothing here yet, so no version of it can match. Leave out If-Match."
                dutch = "Hier is nog niets. Laat If-Match dus weg."
                raise PreconditionFailed(english, faults=[Fault("nothing-there", english, "If-Match", detail_nl=dutch)])
            return
        headers = {"ETag": tag_of_version(version)}
        if self.must_be_new:
            english = f"It is there already, in version {version}. Leave out If-None-Match to change it."
            dutch = f"Het is er al, in versie {version}. Laat If-None-Match weg om het te veranderen."
            fault = Fault("there-already", english, "If-None-Match", detail_nl=dutch)
            raise PreconditionFailed(english, faults=[fault], headers=headers)
        if self.versions is not None and version not in self.versions:
            english = f"Somebody changed it meanwhile: it is in version {version} now. Read it again."
            dutch = f"Iemand heeft het intussen veranderd: het is nu versie {version}. Lees het opnieuw."
            fault = Fault("version-changed", english, "If-Match", detail_nl=dutch)
            raise PreconditionFailed(english, faults=[fault], headers=headers)


def _is_condition(text: str) -> bool:
    """An empty one is none: whoever lost the tag must not overwrite what somebody else wrote."""
    return bool(text.strip()) and len(text) <= MAX_LENGTH and text.isascii() and text.isprintable()


NO_CONDITION = Precondition()


def tag_of_version(version: int) -> str:
    """The tag that matches this version in every representation."""
    return f'"{version}"'
