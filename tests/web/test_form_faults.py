"""A fault of a form is said in the words of the form: its label, never a member of the wire."""

import re

import pytest

from app.errors import Fault
from app.schemas.fault_texts import SENTENCES
from app.services.offer_forms import ASKED_AGAIN
from app.web.form_faults import WHOLE, field_of, sort_faults
from app.web.offer_fields import FIELDS_BY_NAME

POINTERS = {
    "/title": "title",
    "/summary": "summary",
    "/themes/0": "theme",
    "/stage": "stage",
    "/age/min": "age",
    "/schoolGroups/2": "age",
    "/place/name": "placeName",
    "/place/address/postalCode": "postcode",
    "/place/address/streetAddress": "street",
    "/place/address/addressLocality": "town",
    "/schedule/rules/0/rrule": "when",
    "/sessions/3/endsAt": "when",
    "/prices/0/amount": "costs",
    "/enrolment/email": "email",
    "/contact/phone": "phone",
    "/enrolment/url": "website",
    "/contactEmail": "contactEmail",
    "/organisation": "organisation",
    "/source/externalId": WHOLE,
    "": WHOLE,
}
SPEAKS_TO_PROGRAMS = re.compile(r"\b(?:\w+[a-z][A-Z]\w*|enrolment|schedule|sessions|schoolGroups|prices|rrule)\b")


def test_every_pointer_leads_to_the_field_to_mend() -> None:
    assert {pointer: field_of(pointer) for pointer in POINTERS} == POINTERS


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("pointer", POINTERS)
def test_whatever_is_wrong_is_said_with_the_label_alone(pointer: str, lang: str) -> None:
    for code in {*SENTENCES, *ASKED_AGAIN, "some-code-of-later"}:
        fault = Fault(code, "Give enrolment.url as text.", pointer=pointer, detail_nl="Geef enrolment.url als tekst.")
        ((name, said),) = sort_faults([fault], lang).items()
        assert name == POINTERS[pointer]
        assert not SPEAKS_TO_PROGRAMS.search(said), said
        field = FIELDS_BY_NAME.get(name)
        if field is not None:
            assert (field.english if lang == "en" else field.dutch).rstrip("?") in said


def test_the_first_fault_of_a_field_stands() -> None:
    faults = [Fault("too-long", "x", pointer="/title"), Fault("not-line", "x", pointer="/title")]
    assert sort_faults(faults, "nl") == {"title": "Maak “Hoe heet het” korter: ten hoogste 200 tekens."}
