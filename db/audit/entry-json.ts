// Audit entries as one JSON column: an AuditEntry as the domain knows it.

/** An SQL expression over audit_log aliased `l`. */
export const ENTRY_JSON = `json_build_object(
    'seq', l.seq, 'at', to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'subject', l.subject_id,
    'actor', json_build_object('sub', l.actor_sub, 'principal', l.actor_principal), 'action', l.action, 'details', l.details,
    'prevHash', encode(l.prev_hash, 'hex'), 'hash', encode(l.hash, 'hex'))`
