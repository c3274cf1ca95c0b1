CREATE TABLE "console_sessions" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"sub" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "console_sessions_key_is_sha256" CHECK (octet_length("console_sessions"."key") = 32)
);
--> statement-breakpoint
CREATE INDEX "console_sessions_by_person" ON "console_sessions" USING btree ("tenant_id","sub");--> statement-breakpoint
CREATE INDEX "console_sessions_by_end" ON "console_sessions" USING btree ("expires_at");--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON console_sessions TO mandate_api_writer;
--> statement-breakpoint
ALTER TABLE console_sessions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE console_sessions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Nobody but whoever signs people in; a cookie comes before anybody knows whose it is.
CREATE POLICY writers ON console_sessions TO mandate_api_writer USING (true) WITH CHECK (true);
