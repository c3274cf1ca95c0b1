-- A session's language is pinned with the rest; those begun before were all taken for English.
UPDATE sessions SET pinned = jsonb_set(pinned, '{locale}', '"en"') WHERE NOT pinned ? 'locale';
