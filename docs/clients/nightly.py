"""Keeps Wegwijzer equal to a list of your own, every night: `python nightly.py aanbod.json`.

The list holds your offers as the API takes them, each with an `id` of your own. What is no longer in it ends.
Environment: PARTNER_URL, PARTNER_KEY and PARTNER_ORGANISATION. It ends with 1 when an offer was refused.
"""

import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

import httpx

url, organisation = os.environ["PARTNER_URL"].rstrip("/"), os.environ["PARTNER_ORGANISATION"]
headers = {"Authorization": f"Bearer {os.environ['PARTNER_KEY']}"}
wanted = {offer.pop("id"): offer for offer in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))}
if not wanted:
    sys.exit("The list is empty: nothing is changed.")
refused = 0
with httpx.Client(base_url=f"{url}/v1", headers=headers, timeout=60, transport=httpx.HTTPTransport(retries=3)) as api:
    for name, offer in wanted.items():
        answer = api.put(f"/organisations/{organisation}/activities/{quote(name, safe='')}", json=offer)
        report = answer.json()
        refused += answer.is_error
        for fault in report.get("errors", []) if answer.is_error else report.get("warnings", []):
            print(f"{name}: {fault.get('pointer', '')} {fault.get('detailNl') or fault['detail']}")
        print(f"{name}: {report.get('outcome', 'rejected')}")
    page = f"/activities?organisation={organisation}&freshness=*&status=*&limit=100&fields=id,source,status"
    while page:
        listed = api.get(page).raise_for_status().json()
        for item in listed["items"]:
            own, source = item["source"]["name"] == organisation, item["source"]["externalId"]
            if own and source not in wanted and item["status"] != "ended":
                api.delete(f"/activities/{item['id']}").raise_for_status()
                print(f"{source}: ended")
        following = listed["links"].get("next")
        page = following and f"/activities?{httpx.URL(following).query.decode()}"
sys.exit(1 if refused else 0)
