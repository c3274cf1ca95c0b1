CREATE TABLE "account_tokens" (
	"tenant_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"sealed" text,
	"version" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_tokens_tenant_id_platform_account_pk" PRIMARY KEY("tenant_id","platform","account"),
	CONSTRAINT "account_tokens_sealed_since_first_version" CHECK (("account_tokens"."sealed" IS NULL) = ("account_tokens"."version" = 0))
);
--> statement-breakpoint
CREATE TABLE "action_checkpoints" (
	"action_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"name" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"value" jsonb NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "action_checkpoints_action_id_digest_name_pk" PRIMARY KEY("action_id","digest","name")
);
--> statement-breakpoint
CREATE TABLE "action_metrics" (
	"action_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"collected_at" timestamp with time zone NOT NULL,
	"figures" jsonb NOT NULL,
	"raw" jsonb NOT NULL,
	CONSTRAINT "action_metrics_action_id_n_pk" PRIMARY KEY("action_id","n")
);
--> statement-breakpoint
CREATE TABLE "command_receipts" (
	"jti" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"body_sha256" text NOT NULL,
	"body" text NOT NULL,
	"signature" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kill_switches" (
	"key" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"tenant_id" uuid,
	"platform" text,
	"account" text,
	"engaged" boolean NOT NULL,
	"reason" text NOT NULL,
	"changed_by" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform_windows" (
	"platform" text PRIMARY KEY NOT NULL,
	"closed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tenant_policies" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"governance" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"audit_seq" integer NOT NULL,
	"audit_hash" "bytea" NOT NULL
);
--> statement-breakpoint
DROP INDEX "steps_by_check";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "allowance" jsonb;--> statement-breakpoint
ALTER TABLE "action_attempts" ADD COLUMN "amount_minor" bigint;--> statement-breakpoint
ALTER TABLE "action_attempts" ADD COLUMN "sender_done" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "action_attempts" ADD COLUMN "echo" text;--> statement-breakpoint
ALTER TABLE "governance"."actions_ledger" ADD COLUMN "resolution" jsonb;--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "lane" uuid;--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "hold" text;--> statement-breakpoint
CREATE INDEX "receipts_by_action" ON "command_receipts" USING btree ("action_id");--> statement-breakpoint
CREATE INDEX "attempts_in_account_window" ON "action_attempts" USING btree ("platform","account","ended_at");--> statement-breakpoint
CREATE INDEX "attempts_in_platform_window" ON "action_attempts" USING btree ("platform","ended_at");--> statement-breakpoint
CREATE INDEX "steps_by_lane" ON "steps" USING btree ("lane","due_at") WHERE "steps"."lane" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "steps_handed" ON "steps" USING btree ("lane") WHERE "steps"."lane" IS NOT NULL AND "steps"."checks" > 0;--> statement-breakpoint
CREATE INDEX "steps_by_check" ON "steps" USING btree ("check_at") WHERE "steps"."lane" IS NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_id_unique" UNIQUE("id");