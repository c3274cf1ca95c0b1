// Recorded checkpoints as one JSON column: a RecordedCheckpoint.

/** An SQL expression over audit_checkpoints aliased `c`. */
export const RECORDED_JSON = `json_build_object(
    'tenant', c.tenant_id, 'n', c.n, 'at', to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'objectKey', c.object_key, 'sha256', c.sha256, 'prev', c.prev, 'retainUntil', c.retain_until)`
