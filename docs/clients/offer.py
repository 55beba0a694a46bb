"""Puts one offer in Wegwijzer, looks first whether it is right, changes it and says that it still is.

Environment: PARTNER_URL, PARTNER_KEY and PARTNER_ORGANISATION.
"""

import os

import httpx

OFFER = {
    "title": "Timmerclub",
    "summary": "Je maakt elke week iets van hout.",
    "themes": ["making"],
    "stage": "join",
    "kind": "club",
    "audience": ["children"],
    "individual": True,
    "age": {"min": 8, "max": 12},
    "cost": "paid",
    "prices": [{"amount": "2.50", "per": "session"}],
    "place": {"name": "Buurthuis", "address": {"postalCode": "5021 AB", "addressLocality": "Tilburg"}},
    "schedule": {
        "summary": "woensdag 14:00-15:30",
        "rules": [{"startsAt": "2026-12-02T14:00", "endsAt": "2026-12-02T15:30", "rrule": "FREQ=WEEKLY;COUNT=20"}],
    },
    "enrolment": {"how": ["form"], "url": "https://buurthuis.example/timmerclub"},
}

organisation = os.environ["PARTNER_ORGANISATION"]
headers = {"Authorization": f"Bearer {os.environ['PARTNER_KEY']}"}
with httpx.Client(base_url=f"{os.environ['PARTNER_URL'].rstrip('/')}/v1", headers=headers, timeout=30) as api:
    path = f"/organisations/{organisation}/activities/timmerclub"
    looked = api.put(path, params={"dryRun": "true"}, json=OFFER)
    for fault in looked.json().get("errors", []):
        print(fault["pointer"], fault.get("detailNl") or fault["detail"])
    looked.raise_for_status()

    written = api.put(path, json=OFFER).raise_for_status().json()
    print(written["outcome"], written["id"], f"{written['completeness']['score']} of 100 points")

    merge = {"Content-Type": "application/merge-patch+json"}
    changed = (
        api.patch(f"/activities/{written['id']}", json={"age": {"max": 14}}, headers=merge).raise_for_status().json()
    )
    print(changed["outcome"], "version", changed["version"])

    confirmed = api.post(f"/activities/{written['id']}/confirm").raise_for_status().json()
    print("confirmed", confirmed["id"])
