"""Partner keys: who may do what."""

from app.domain.caller import Caller, Scope
from app.errors import Fault, Forbidden

SCOPE_NEEDED = (
    "This key may not do this: it needs the scope {scope}. Ask the coordinator.",
    "Deze sleutel mag dit niet: het recht {scope} ontbreekt. Vraag het de coördinator.",
)
NOT_YOURS = (
    "This belongs to another organisation than the ones of this key.",
    "Dit hoort bij een andere organisatie dan die van deze sleutel.",
)


def require(caller: Caller, scope: Scope, organisation_id: str | None = None) -> None:
    """Let pass who holds the scope, and, for an object of an organisation, who may write for that organisation.

    Raises:
        Forbidden: `insufficient-scope` or `not-yours`.
    """
    if not caller.has(scope):
        english, dutch = (text.format(scope=scope.value) for text in SCOPE_NEEDED)
        raise Forbidden(english, faults=[Fault("insufficient-scope", english, hint=scope.value, detail_nl=dutch)])
    if organisation_id is not None and not caller.owns(organisation_id):
        raise refuse_foreign()


def refuse_foreign() -> Forbidden:
    """The 403 for an object of another organisation."""
    english, dutch = NOT_YOURS
    return Forbidden(english, faults=[Fault("not-yours", english, detail_nl=dutch)])
