"""The sentences of the pages, Dutch (B1) and English."""

NL: dict[str, str] = {
    "other_lang": "en",
    "other_label": "English",
    "description": "Vind iets leuks om te doen, bij jou in de buurt.",
    "skip": "Naar de inhoud",
    "navigation": "Menu",
    "api_docs": "Voor makers: de API",
    "licence": "De gegevens zijn vrij te gebruiken (CC BY 4.0). De software ook (EUPL 1.2).",
    "status": "Hoe staat het ervoor?",
    "propose": "Meld uw aanbod aan",
    "partner": "Inloggen voor aanbieders",
    "faults": "Er klopt iets niet",
    "same_in_api": "Dezelfde gegevens in de API",
    "website": "Website",
    "docs_intro": "Alle adressen, met wat je kunt vragen. Zonder sleutel, zonder account. Het hele document:",
    "contents": "Inhoud",
    "try_it": "Probeer",
    "parameters": "Wat je kunt vragen",
    "parameter": "Naam",
    "meaning": "Betekenis (Engels)",
    "example": "Voorbeeld",
    "answers": "Antwoorden",
}

EN: dict[str, str] = {
    "other_lang": "nl",
    "other_label": "Nederlands",
    "description": "Find something to do, close to home.",
    "skip": "Skip to content",
    "navigation": "Menu",
    "api_docs": "For makers: the API",
    "licence": "The data are free to use (CC BY 4.0). So is the software (EUPL 1.2).",
    "status": "How are we doing?",
    "propose": "Propose your offer",
    "partner": "Sign in for providers",
    "faults": "Something is not right",
    "same_in_api": "The same data in the API",
    "website": "Website",
    "docs_intro": "Every address and what you can ask. No key, no account. The whole document:",
    "contents": "Contents",
    "try_it": "Try it",
    "parameters": "What you can ask",
    "parameter": "Name",
    "meaning": "Meaning",
    "example": "Example",
    "answers": "Answers",
}


def texts(lang: str) -> dict[str, str]:
    """The sentences in English for `en`, else in Dutch."""
    return EN if lang == "en" else NL
