CREATE SCHEMA "governance";
--> statement-breakpoint
CREATE TABLE "accounts" (
	"tenant_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"kind" text NOT NULL,
	"credentials_ref" text,
	"currency" text,
	"limits" jsonb,
	"authenticated_at" timestamp with time zone,
	"closed_until" timestamp with time zone,
	"closed_reason" text,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_tenant_id_platform_account_pk" PRIMARY KEY("tenant_id","platform","account")
);
--> statement-breakpoint
CREATE TABLE "action_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"fence" integer NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"fingerprint" text NOT NULL,
	"outcome" text NOT NULL,
	"sender" text NOT NULL,
	"postmaster_start" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"http_status" integer,
	"error" jsonb,
	"probes" integer DEFAULT 0 NOT NULL,
	"platform_ref_id" text,
	CONSTRAINT "attempts_outcome_known" CHECK ("action_attempts"."outcome" IN ('INTENT','NOT_SENT','ACCEPTED','REFUSED_BY_PLATFORM','RATE_LIMITED','UNKNOWN','ABSENT'))
);
--> statement-breakpoint
CREATE TABLE "governance"."actions_ledger" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid,
	"execution_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"payload" jsonb NOT NULL,
	"governance_hash" text NOT NULL,
	"fingerprint" text NOT NULL,
	"media_sha256" jsonb,
	"digest" text,
	"status" text NOT NULL,
	"execution" text NOT NULL,
	"schedule_time" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"expires_given" boolean NOT NULL,
	"max_late_seconds" integer NOT NULL,
	"proposed_by" jsonb NOT NULL,
	"authors" jsonb NOT NULL,
	"approvals_required" integer DEFAULT 1 NOT NULL,
	"preflight" jsonb NOT NULL,
	"needs_human" boolean DEFAULT false NOT NULL,
	"retry_at" timestamp with time zone,
	"platform_ref_id" text,
	"permalink" text,
	"error" jsonb,
	"fence" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"audit_seq" integer NOT NULL,
	"audit_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "actions_status_known" CHECK ("governance"."actions_ledger"."status" IN ('PENDING_APPROVAL','APPROVED_BY_HUMAN','SCHEDULED','QUEUED','RATE_LIMITED','EXECUTING','OUTCOME_UNKNOWN','COMPLETED','FAILED','REJECTED','CANCELLED','EXPIRED','MISSED')),
	CONSTRAINT "actions_ended_when_final" CHECK (("governance"."actions_ledger"."status" IN ('COMPLETED','FAILED','REJECTED','CANCELLED','EXPIRED','MISSED')) = ("governance"."actions_ledger"."ended_at" IS NOT NULL)),
	CONSTRAINT "actions_completed_has_proof" CHECK ("governance"."actions_ledger"."status" <> 'COMPLETED' OR "governance"."actions_ledger"."platform_ref_id" IS NOT NULL),
	CONSTRAINT "actions_failed_has_error" CHECK (("governance"."actions_ledger"."status" = 'FAILED') = ("governance"."actions_ledger"."error" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"action_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"sub" text NOT NULL,
	"principal" text NOT NULL,
	"digest" text NOT NULL,
	"comment" text,
	"at" timestamp with time zone NOT NULL,
	"voided_at" timestamp with time zone,
	CONSTRAINT "approvals_action_id_seq_pk" PRIMARY KEY("action_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"heads" integer NOT NULL,
	"object_key" text NOT NULL,
	"sha256" text NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"subject_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_sub" text NOT NULL,
	"actor_principal" text NOT NULL,
	"action" text NOT NULL,
	"details" jsonb NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_log_subject_id_seq_pk" PRIMARY KEY("subject_id","seq"),
	CONSTRAINT "audit_log_seq_from_one" CHECK ("audit_log"."seq" >= 1)
);
--> statement-breakpoint
CREATE TABLE "campaign_results" (
	"campaign_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaign_results_campaign_id_execution_id_stage_pk" PRIMARY KEY("campaign_id","execution_id","stage")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"state" text NOT NULL,
	"status" text NOT NULL,
	"execution_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"audit_seq" integer NOT NULL,
	"audit_hash" "bytea" NOT NULL,
	"retry_count" integer DEFAULT 0 NOT NULL,
	"max_retries" integer NOT NULL,
	"brief" jsonb NOT NULL,
	"channels" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"failure" jsonb,
	"created_by" jsonb NOT NULL,
	"started_by" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "campaigns_state_known" CHECK ("campaigns"."state" IN ('IDLE','RADAR_SCAN','STRATEGY_GEN','CONTENT_PROD','QUALITY_AUDIT','PUBLISH','LEARN','FAILED')),
	CONSTRAINT "campaigns_status_known" CHECK ("campaigns"."status" IN ('draft','running','waiting','completed','failed','cancelled')),
	CONSTRAINT "campaigns_ended_when_final" CHECK (("campaigns"."status" IN ('completed','failed','cancelled')) = ("campaigns"."ended_at" IS NOT NULL)),
	CONSTRAINT "campaigns_failure_when_failed" CHECK (("campaigns"."status" = 'failed') = ("campaigns"."failure" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"body_sha256" text NOT NULL,
	"status" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_route_key_pk" PRIMARY KEY("tenant_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"execution_id" uuid NOT NULL,
	"run" integer DEFAULT 1 NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"checks" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"check_at" timestamp with time zone NOT NULL,
	"trace" text
);
--> statement-breakpoint
CREATE TABLE "tenant_configs" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"default_channels" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_one_owner" ON "accounts" USING btree ("platform","account") WHERE NOT "accounts"."shared";--> statement-breakpoint
CREATE INDEX "attempts_by_action" ON "action_attempts" USING btree ("action_id","fence");--> statement-breakpoint
CREATE INDEX "attempts_by_account" ON "action_attempts" USING btree ("platform","account","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_one_open" ON "action_attempts" USING btree ("action_id","phase") WHERE "action_attempts"."outcome" NOT IN ('NOT_SENT','REFUSED_BY_PLATFORM','RATE_LIMITED','ABSENT');--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_one_post" ON "action_attempts" USING btree ("platform","account","platform_ref_id") WHERE "action_attempts"."platform_ref_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "actions_by_tenant" ON "governance"."actions_ledger" USING btree ("tenant_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "actions_by_campaign" ON "governance"."actions_ledger" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "actions_by_content" ON "governance"."actions_ledger" USING btree ("platform","account","fingerprint");--> statement-breakpoint
CREATE INDEX "audit_checkpoints_by_tenant" ON "audit_checkpoints" USING btree ("tenant_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_log_by_tenant" ON "audit_log" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "campaigns_by_tenant" ON "campaigns" USING btree ("tenant_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "steps_by_check" ON "steps" USING btree ("check_at");--> statement-breakpoint
CREATE INDEX "steps_by_subject" ON "steps" USING btree ("subject_id");