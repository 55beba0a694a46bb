"""Who writes, and what that one may do."""

from dataclasses import dataclass, field
from enum import StrEnum


class Scope(StrEnum):
    """What a key may do; `admin` includes all others, for every organisation."""

    ACTIVITIES_WRITE = "activities:write"
    ROUTES_WRITE = "routes:write"
    ORGANISATION_WRITE = "organisation:write"
    IMPORTS_WRITE = "imports:write"
    INSIGHTS_READ = "insights:read"
    ADMIN = "admin"


class Actor(StrEnum):
    """The kind of writer that stands in the audit log."""

    KEY = "key"
    OPERATOR = "operator"
    SYSTEM = "system"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. key_id: public name of the key, None for the operator's commands, the system itself and signed links.
    organisation_ids: whose objects it may write, empty for an admin. is_test: everything is checked and answered,
    nothing is kept. import_id: the import the writes belong to. on_behalf_of: the organisation a coordinator writes
    for."""

    actor: Actor
    key_id: str | None = None
    scopes: frozenset[Scope] = field(default_factory=frozenset)
    organisation_ids: frozenset[str] = field(default_factory=frozenset)
    is_test: bool = False
    import_id: str | None = None
    on_behalf_of: str | None = None

    @property
    def is_admin(self) -> bool:
        """Whether every organisation's objects are open to it."""
        return Scope.ADMIN in self.scopes

    def has(self, scope: Scope) -> bool:
        """Whether it holds the scope, by itself or as an admin."""
        return self.is_admin or scope in self.scopes

    def owns(self, organisation_id: str | None) -> bool:
        """Whether it may write what belongs to the organisation."""
        return self.is_admin or (organisation_id is not None and organisation_id in self.organisation_ids)


OPERATOR = Caller(Actor.OPERATOR, scopes=frozenset({Scope.ADMIN}))
SYSTEM = Caller(Actor.SYSTEM, scopes=frozenset({Scope.ADMIN}))
