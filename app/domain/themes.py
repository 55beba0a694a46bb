"""The theme scheme: two levels, as SKOS (broader, related), with people's own words; and what gives children energy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.text import fold_words


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """The same or a nearby notion in another vocabulary. `relation`: exact, close, broad or narrow (SKOS mapping)."""

    vocabulary: str
    external_id: str
    label: str | None
    relation: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `broader` None = a top. `synonyms`: people's own words by language, most telling first. `domain`: the
    wider field it belongs to, such as culture; None where the data say none."""

    id: str
    broader: str | None
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    related: tuple[str, ...] = ()
    matches: tuple[ThemeMatch, ...] = ()
    domain: str | None = None

    @property
    def is_top(self) -> bool:
        """Whether this is one of the tops."""
        return self.broader is None


@dataclass(frozen=True, slots=True)
class Energy:
    """An answer to "what gives you energy?" and the themes it leads to, best first."""

    id: str
    labels: Mapping[str, str]
    themes: tuple[str, ...]


class ThemeScheme:
    """All themes, in file order. Raises ValueError when they do not hold together (see `find_scheme_faults`)."""

    def __init__(self, themes: Iterable[Theme], energies: Iterable[Energy] = ()) -> None:
        listed = tuple(themes)
        self._themes = {theme.id: theme for theme in listed}
        self._energies = {energy.id: energy for energy in energies}
        faults = find_scheme_faults(listed, self._energies.values())
        if faults:
            raise ValueError("; ".join(faults))
        self._children: dict[str, tuple[str, ...]] = {theme.id: () for theme in listed}
        for theme in listed:
            if theme.broader is not None:
                self._children[theme.broader] += (theme.id,)

    def __contains__(self, theme: object) -> bool:
        return theme in self._themes

    def __iter__(self) -> Iterator[Theme]:
        return iter(self._themes.values())

    def __len__(self) -> int:
        return len(self._themes)

    def __getitem__(self, theme: str) -> Theme:
        return self._themes[theme]

    def get(self, theme: str) -> Theme | None:
        """The theme, None when it does not exist."""
        return self._themes.get(theme)

    def ids(self) -> tuple[str, ...]:
        """All ids in file order."""
        return tuple(self._themes)

    def tops(self) -> tuple[Theme, ...]:
        """The themes without a broader one."""
        return tuple(theme for theme in self if theme.is_top)

    def children(self, theme: str) -> tuple[str, ...]:
        """The narrower themes; empty for a child and for an unknown theme."""
        return self._children.get(theme, ())

    def top_of(self, theme: str) -> str:
        """The top a theme belongs to: itself when it is one. Raises KeyError for an unknown theme."""
        return self._themes[theme].broader or theme

    def expand(self, theme: str) -> frozenset[str]:
        """The theme with its children: what an asked theme includes. Raises KeyError for an unknown theme."""
        return frozenset((self._themes[theme].id, *self.children(theme)))

    def related(self, theme: str) -> tuple[str, ...]:
        """Themes under another top that make sense as a way to broaden. Raises KeyError for an unknown theme."""
        return self._themes[theme].related

    def label(self, theme: str, lang: str = "nl") -> str:
        """The label in that language, else in Dutch; the id itself for an unknown theme."""
        found = self._themes.get(theme)
        return theme if found is None else found.labels.get(lang) or found.labels["nl"]

    def theme_words(self) -> Mapping[str, tuple[str, ...]]:
        """Theme id to the folded words of its labels and synonyms in all languages, as `Surroundings.theme_words`."""
        return self._words

    @cached_property
    def _words(self) -> Mapping[str, tuple[str, ...]]:
        return {theme.id: fold_words(*theme.labels.values(), *_synonyms_of(theme)) for theme in self}

    def energies(self) -> tuple[Energy, ...]:
        """What gives children energy, in file order."""
        return tuple(self._energies.values())

    def themes_of_energy(self, energy: str) -> tuple[str, ...]:
        """The themes of an energy, best first; empty for an unknown one."""
        found = self._energies.get(energy)
        return () if found is None else found.themes


def _synonyms_of(theme: Theme) -> Iterator[str]:
    for words in theme.synonyms.values():
        yield from words


def find_scheme_faults(themes: Iterable[Theme], energies: Iterable[Energy] = ()) -> list[str]:
    """What breaks the rules of the scheme: ids are unique, two levels, `related` is symmetric and between themes of
    different tops, every named theme exists. One sentence each."""
    listed = tuple(themes)
    by_id = {theme.id: theme for theme in listed}
    faults = [] if len(by_id) == len(listed) else ["an id occurs twice"]
    for theme in listed:
        if not theme.labels.get("nl"):
            faults.append(f"{theme.id} has no Dutch label")
        if theme.broader is not None and (theme.broader not in by_id or not by_id[theme.broader].is_top):
            faults.append(f"{theme.id} lies under {theme.broader}, which is no top")
        faults += [fault for other in theme.related if (fault := _relation_fault(theme, by_id.get(other), other))]
    for energy in energies:
        faults += [f"energy {energy.id} names {name}, which is no theme" for name in energy.themes if name not in by_id]
    return faults


def _relation_fault(theme: Theme, other: Theme | None, name: str) -> str | None:
    if other is None:
        return f"{theme.id} is related to {name}, which is no theme"
    if theme.id not in other.related:
        return f"{theme.id} is related to {name}, but not the other way round"
    if (theme.broader or theme.id) == (other.broader or other.id):
        return f"{theme.id} is related to {name} under the same top"
    return None
