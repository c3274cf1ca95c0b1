-- Tokens that platforms renew, sealed before they come here. Only workers need them: no reader of the API, no ops.
CREATE TABLE account_tokens (
  tenant_id uuid NOT NULL,
  platform text NOT NULL,
  account text NOT NULL,
  sealed text,
  version integer NOT NULL DEFAULT 0,
  lease_until timestamptz,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, platform, account),
  CONSTRAINT account_tokens_sealed_since_first_version CHECK ((sealed IS NULL) = (version = 0))
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON account_tokens TO mandate_worker;
--> statement-breakpoint
ALTER TABLE account_tokens ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE account_tokens FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY writers ON account_tokens TO mandate_worker USING (true) WITH CHECK (true);
