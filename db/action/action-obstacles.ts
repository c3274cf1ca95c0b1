// What stands in the way of an action, whatever it is itself: its account closed, its platform full, a switch engaged.

/** Columns that make ActionObstacles, of a table aliased `a`. */
export const ACTION_OBSTACLES = `(SELECT json_build_object('until', o.closed_until, 'reason', o.closed_reason) FROM accounts o
    WHERE o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account AND o.closed_until > clock_timestamp()
  ) AS closed,
  (SELECT w.closed_until FROM platform_windows w WHERE w.platform = a.platform AND w.closed_until > clock_timestamp()) AS full,
  (SELECT json_build_object('scope', k.scope, 'reason', k.reason, 'since', k.changed_at) FROM kill_switches k
    WHERE k.engaged AND (k.tenant_id IS NULL OR k.tenant_id = a.tenant_id) AND (k.platform IS NULL OR k.platform = a.platform)
      AND (k.account IS NULL OR k.account = a.account)
    ORDER BY k.changed_at LIMIT 1) AS held`

export interface ActionObstacles {
  closed: { until: string; reason: string | null } | null
  full: Date | null
  held: { scope: string; reason: string; since: string } | null
}

export function toObstacles({ closed, full, held }: ActionObstacles) {
  return {
    ...(closed === null ? {} : { accountClosed: { until: new Date(closed.until), reason: closed.reason ?? 'closed' } }),
    ...(full === null ? {} : { platformFullUntil: full }),
    ...(held === null ? {} : { heldBy: { scope: held.scope, reason: held.reason, since: new Date(held.since) } }),
  }
}
