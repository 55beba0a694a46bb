"""The theme scheme as SKOS in JSON-LD, for whoever links vocabularies."""

from collections.abc import Iterable
from typing import Any

from app.domain.themes import Theme, ThemeScheme

Wire = dict[str, Any]

CONTEXT: Wire = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "notation": "skos:notation",
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "related": {"@id": "skos:related", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
    "broadMatch": {"@id": "skos:broadMatch", "@type": "@id"},
    "narrowMatch": {"@id": "skos:narrowMatch", "@type": "@id"},
}
MATCHES = {"exact": "exactMatch", "close": "closeMatch", "broad": "broadMatch", "narrow": "narrowMatch"}


def write_scheme(themes: ThemeScheme, ids: Iterable[str], base_url: str) -> Wire:
    """A concept scheme with its concepts. A match that has no address of its own is a URN of its vocabulary."""
    scheme = f"{base_url}/v1/themes"
    concepts = [_concept(themes[name], themes, scheme) for name in ids]
    head: Wire = {
        "id": scheme,
        "type": "skos:ConceptScheme",
        "prefLabel": {"nl": "Thema's van Wegwijzer", "en": "Themes of Wegwijzer"},
        "hasTopConcept": [f"{scheme}/{theme.id}" for theme in themes.tops()],
    }
    return {"@context": CONTEXT, "@graph": [head, *concepts]}


def _concept(theme: Theme, themes: ThemeScheme, scheme: str) -> Wire:
    concept: Wire = {
        "id": f"{scheme}/{theme.id}",
        "type": "skos:Concept",
        "notation": theme.id,
        "inScheme": scheme,
        "prefLabel": dict(theme.labels),
        "altLabel": {lang: list(words) for lang, words in theme.synonyms.items() if words},
        "related": [f"{scheme}/{name}" for name in theme.related],
    }
    if theme.broader is None:
        concept["topConceptOf"] = scheme
        concept["narrower"] = [f"{scheme}/{name}" for name in themes.children(theme.id)]
    else:
        concept["broader"] = f"{scheme}/{theme.broader}"
    for match in theme.matches:
        name = MATCHES.get(match.relation, "closeMatch")
        concept.setdefault(name, []).append(_address(match.vocabulary, match.external_id))
    return concept


def _address(vocabulary: str, external_id: str) -> str:
    return external_id if external_id.startswith("http") else f"urn:{vocabulary}:{external_id}"
