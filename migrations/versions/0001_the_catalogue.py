"""The catalogue, its change log, areas, and what partners need (keys, audit, imports, moderation, reminders).

Revision: 0001, the first. Going back to `base` drops every table with its data.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("gemeente_code", sa.String(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
    )
    op.create_index(op.f("ix_area_gemeente_code"), "area", ["gemeente_code"])
    op.create_index(op.f("ix_area_level"), "area", ["level"])
    op.create_index(op.f("ix_area_parent_code"), "area", ["parent_code"])

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("on_behalf_of", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.String(), nullable=True),
        sa.Column("diff", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_object"), "audit", ["kind", "object_id"])
    op.create_index(op.f("ix_audit_organisation_id"), "audit", ["organisation_id"])
    op.create_index(op.f("ix_audit_recorded_at"), "audit", ["recorded_at"])

    op.create_table(
        "change",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_object"), "change", ["kind", "object_id", "seq"])

    counter = op.create_table(
        "change_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_change_counter_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_counter")),
    )
    op.bulk_insert(counter, [{"id": 1, "seq": 0}])
    op.create_table(
        "dead_end_count",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("wijk", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("failing_constraint", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "week", "wijk", "age_band", "theme", "failing_constraint", name=op.f("pk_dead_end_count")
        ),
    )
    op.create_table(
        "idempotency_record",
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("request_sha256", sa.String(), nullable=False),
        sa.Column("response_status", sa.Integer(), nullable=True),
        sa.Column("response_headers", sa.Text(), nullable=True),
        sa.Column("response_body", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", "idempotency_key", name=op.f("pk_idempotency_record")),
    )
    op.create_index(op.f("ix_idempotency_record_expires_at"), "idempotency_record", ["expires_at"])

    op.create_table(
        "organisation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("gemeente", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("referral_role", sa.String(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=True),
        sa.Column("contact_phone", sa.String(), nullable=True),
        sa.Column("contact_url", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("hub_for", sa.Text(), nullable=False),
        sa.Column("guide_for", sa.Text(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("is_reviewed", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("source_name", "external_id", name=op.f("uq_organisation_source_name_external_id")),
    )
    op.create_index(op.f("ix_organisation_gemeente"), "organisation", ["gemeente"])
    op.create_index(op.f("ix_organisation_seq"), "organisation", ["seq"])

    op.create_table(
        "partner_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("organisation_ids", sa.Text(), nullable=False),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.String(), nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["replaces"], ["partner_key.id"], name=op.f("fk_partner_key_replaces_partner_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_key")),
        sa.UniqueConstraint("sha256", name=op.f("uq_partner_key_sha256")),
    )
    op.create_table(
        "pass_arrangement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("arrangement", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("area_codes", sa.Text(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("pays", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("effect_percent", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("paid_to", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("is_amount_shown", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_arrangement")),
    )
    op.create_index(op.f("ix_pass_arrangement_arrangement"), "pass_arrangement", ["arrangement"])
    op.create_index(op.f("ix_pass_arrangement_seq"), "pass_arrangement", ["seq"])

    op.create_table(
        "postcode",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("gemeente_code", sa.String(), nullable=False),
        sa.Column("wijk_code", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_postcode")),
    )
    op.create_index(op.f("ix_postcode_gemeente_code"), "postcode", ["gemeente_code"])

    op.create_table(
        "area_alias",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["area.code"], name=op.f("fk_area_alias_code_area"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", "alias", name=op.f("pk_area_alias")),
    )
    op.create_table(
        "area_boundary",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("wkb", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["area.code"], name=op.f("fk_area_boundary_code_area"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area_boundary")),
    )
    op.create_table(
        "pending_edit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["partner_key.id"], name=op.f("fk_pending_edit_decided_by_partner_key")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["partner_key.id"], name=op.f("fk_pending_edit_key_id_partner_key")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_pending_edit_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_edit")),
    )
    op.create_index(op.f("ix_pending_edit_object"), "pending_edit", ["kind", "object_id"])
    op.create_index(op.f("ix_pending_edit_organisation_id"), "pending_edit", ["organisation_id"])
    op.create_index(op.f("ix_pending_edit_status"), "pending_edit", ["status", "submitted_at"])

    op.create_table(
        "place",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("street_address", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("address_locality", sa.String(), nullable=True),
        sa.Column("address_shown", sa.String(length=20), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=20), nullable=True),
        sa.Column("gemeente", sa.String(), nullable=True),
        sa.Column("stadsdeel", sa.String(), nullable=True),
        sa.Column("wijk", sa.String(), nullable=True),
        sa.Column("wijk_basis", sa.String(length=20), nullable=True),
        sa.Column("buurt", sa.String(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_place_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("source_name", "external_id", name=op.f("uq_place_source_name_external_id")),
    )
    op.create_index(op.f("ix_place_gemeente"), "place", ["gemeente"])
    op.create_index(op.f("ix_place_organisation_id"), "place", ["organisation_id"])
    op.create_index(op.f("ix_place_seq"), "place", ["seq"])

    op.create_table(
        "reminder",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("activity_ids", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_reminder_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_reminder_token_sha256")),
    )
    op.create_index(op.f("ix_reminder_organisation"), "reminder", ["organisation_id", "school_year"])

    op.create_table(
        "route",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("translations", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("contact_email", sa.String(), nullable=True),
        sa.Column("contact_phone", sa.String(), nullable=True),
        sa.Column("contact_url", sa.String(), nullable=True),
        sa.Column("copied_from", sa.String(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_route_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route")),
        sa.UniqueConstraint("source_name", "external_id", name=op.f("uq_route_source_name_external_id")),
    )
    op.create_index(op.f("ix_route_gemeente"), "route", ["gemeente"])
    op.create_index(op.f("ix_route_organisation_id"), "route", ["organisation_id"])
    op.create_index(op.f("ix_route_seq"), "route", ["seq"])

    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("interval_minutes", sa.Integer(), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("is_confirming", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("cursor", sa.String(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure_count", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("held_reason", sa.String(), nullable=True),
        sa.Column("item_count", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["partner_key.id"], name=op.f("fk_source_key_id_partner_key")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_source_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_index(op.f("ix_source_next_run_at"), "source", ["next_run_at"])
    op.create_index(op.f("ix_source_organisation_id"), "source", ["organisation_id"])

    op.create_table(
        "activity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expanded_on", sa.Date(), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_activity_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_activity_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("source_name", "external_id", name=op.f("uq_activity_source_name_external_id")),
    )
    op.create_index(op.f("ix_activity_expanded_on"), "activity", ["expanded_on"])
    op.create_index(op.f("ix_activity_organisation_id"), "activity", ["organisation_id"])
    op.create_index(op.f("ix_activity_place_id"), "activity", ["place_id"])
    op.create_index(op.f("ix_activity_seq"), "activity", ["seq"])

    op.create_table(
        "import_report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("format", sa.String(), nullable=True),
        sa.Column("content_sha256", sa.String(), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("is_dry_run", sa.Boolean(), nullable=False),
        sa.Column("is_confirming", sa.Boolean(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("message_nl", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("total_rows", sa.Integer(), nullable=True),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("created_count", sa.Integer(), nullable=False),
        sa.Column("updated_count", sa.Integer(), nullable=False),
        sa.Column("unchanged_count", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("rejected_count", sa.Integer(), nullable=False),
        sa.Column("ended_count", sa.Integer(), nullable=False),
        sa.Column("skipped_count", sa.Integer(), nullable=False),
        sa.Column("warning_count", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["key_id"], ["partner_key.id"], name=op.f("fk_import_report_key_id_partner_key")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_import_report_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_import_report_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_report")),
    )
    op.create_index(op.f("ix_import_report_organisation_id"), "import_report", ["organisation_id"])
    op.create_index(op.f("ix_import_report_source_id"), "import_report", ["source_id"])
    op.create_index(op.f("ix_import_report_started_at"), "import_report", ["started_at"])
    op.create_index(op.f("ix_import_report_status"), "import_report", ["status"])
    op.create_index("ix_import_report_content", "import_report", ["content_sha256", "source_name"])
    op.create_table(
        "import_content",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["import_report.id"], name=op.f("fk_import_content_report_id_import_report")
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_import_content")),
    )
    op.create_table(
        "import_identity",
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("content_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("source_name", "external_id", name=op.f("pk_import_identity")),
    )
    op.create_index("ix_import_identity_content", "import_identity", ["source_name", "content_id"])

    op.create_table(
        "route_step",
        sa.Column("route_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["route_id"], ["route.id"], name=op.f("fk_route_step_route_id_route")),
        sa.PrimaryKeyConstraint("route_id", "position", name=op.f("pk_route_step")),
    )
    op.create_index(op.f("ix_route_step_activity_id"), "route_step", ["activity_id"])

    op.create_table(
        "activity_partner",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_partner_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_activity_partner_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "activity_id", name=op.f("pk_activity_partner")),
    )
    op.create_index(op.f("ix_activity_partner_activity_id"), "activity_partner", ["activity_id"])
    op.create_table(
        "field_hold",
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_field_hold_activity_id_activity")),
        sa.ForeignKeyConstraint(["key_id"], ["partner_key.id"], name=op.f("fk_field_hold_key_id_partner_key")),
        sa.PrimaryKeyConstraint("activity_id", "member", name=op.f("pk_field_hold")),
    )
    op.create_table(
        "import_row",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=True),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["import_report.id"], name=op.f("fk_import_row_report_id_import_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "row_number", name=op.f("pk_import_row")),
    )
    op.create_table(
        "problem_report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_problem_report_activity_id_activity")),
        sa.ForeignKeyConstraint(
            ["handled_by"], ["partner_key.id"], name=op.f("fk_problem_report_handled_by_partner_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_report")),
    )
    op.create_index(op.f("ix_problem_report_activity_id"), "problem_report", ["activity_id"])
    op.create_index(op.f("ix_problem_report_status"), "problem_report", ["status", "reported_at"])

    op.create_table(
        "activity_claim",
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_claim_activity_id_activity")),
        sa.ForeignKeyConstraint(["key_id"], ["partner_key.id"], name=op.f("fk_activity_claim_key_id_partner_key")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_activity_claim_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_activity_claim")),
    )
    op.create_index(op.f("ix_activity_claim_organisation_id"), "activity_claim", ["organisation_id"])

    op.create_table(
        "partner_session",
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["partner_key.id"], name=op.f("fk_partner_session_key_id_partner_key")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_partner_session")),
    )
    op.create_index(op.f("ix_partner_session_expires_at"), "partner_session", ["expires_at"])
    op.create_index(op.f("ix_partner_session_key_id"), "partner_session", ["key_id"])

    op.create_table(
        "proposal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("is_mailed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_proposal_token_sha256")),
    )
    op.create_index(op.f("ix_proposal_activity_id"), "proposal", ["activity_id"])


def downgrade() -> None:
    # Tables that point elsewhere go before those they point to; indices go with their table.
    for table in (
        "proposal",
        "partner_session",
        "activity_claim",
        "problem_report",
        "import_row",
        "import_content",
        "import_identity",
        "activity_partner",
        "field_hold",
        "route_step",
        "import_report",
        "activity",
        "source",
        "route",
        "reminder",
        "place",
        "pending_edit",
        "area_boundary",
        "area_alias",
        "postcode",
        "pass_arrangement",
        "partner_key",
        "organisation",
        "idempotency_record",
        "dead_end_count",
        "change_counter",
        "change",
        "audit",
        "area",
    ):
        op.drop_table(table)
