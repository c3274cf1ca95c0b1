ALTER TABLE "steps" ADD COLUMN "version" smallint DEFAULT 1 NOT NULL;
--> statement-breakpoint
-- Whoever inserts a step writes it as its own program understands it, whichever statement or function does it: the connection says
-- which kinds are beyond their first version, e.g. {"learn": 2}. While none is, the setting is absent and this costs nothing.
CREATE FUNCTION governance.note_step_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := coalesce((current_setting('app.job_versions')::jsonb ->> NEW.kind)::smallint, NEW.version);
  RETURN NEW;
END $$;
--> statement-breakpoint
-- expand: whoever does not say `app.job_versions` writes as before.
CREATE TRIGGER note_version BEFORE INSERT ON steps FOR EACH ROW
  WHEN (current_setting('app.job_versions', true) <> '')
  EXECUTE FUNCTION governance.note_step_version();
