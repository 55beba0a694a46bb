"""Reminders to the municipality's own system: a signed call (Standard Webhooks), safe for our network, bounded."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Any

import orjson
from standardwebhooks.webhooks import Webhook

from app.clients.safe_fetch import FetchLimits, SafeClient
from app.errors import InvalidInput, Unavailable
from app.settings import Settings

MOST_ANSWER_BYTES = 64 * 1024
SUCCESS = range(200, 300)


class ReminderHook:
    """Calls one address.

    Raises Unavailable when made without an address or with a secret that is none.
    """

    def __init__(self, settings: Settings, client: SafeClient | None = None) -> None:
        secret = settings.reminder_webhook_secret
        if settings.reminder_webhook_url is None or secret is None:
            raise Unavailable("Give WEGWIJZER_REMINDER_WEBHOOK_URL and WEGWIJZER_REMINDER_WEBHOOK_SECRET.")
        self._url = settings.reminder_webhook_url
        try:
            base64.b64decode(secret.get_secret_value().removeprefix("whsec_"), validate=True)
            self._signer = Webhook(secret.get_secret_value())
        except (binascii.Error, RuntimeError) as error:
            raise Unavailable("WEGWIJZER_REMINDER_WEBHOOK_SECRET is no secret: give whsec_ and base64.") from error
        limits = FetchLimits(MOST_ANSWER_BYTES, settings.fetch_timeout_s, allow_private=settings.fetch_private)
        self._client = client or SafeClient(limits)

    def send(self, message_id: str, sent_at: datetime, payload: dict[str, Any]) -> None:
        """Hand one reminder over.

        Raises Unavailable when it is not taken: no answer in time, another status than 2xx, or an address that is not
        called.
        """
        content, moment = orjson.dumps(payload), sent_at.astimezone(UTC)  # the library reads any zone as UTC
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": self._signer.sign(message_id, moment, content.decode()),
        }
        try:
            answer = self._client.post(self._url, content, headers)
        except InvalidInput as refused:
            raise Unavailable(f"The webhook is not called: {refused.detail}") from refused
        if answer.status not in SUCCESS:
            raise Unavailable(f"The webhook answered {answer.status}.")
