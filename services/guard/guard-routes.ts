// Guard's endpoints: each parses, asks the one part that knows, and answers.
import type { Hono } from 'hono'
import { SnapshotRequest, VerifyRequest } from '#contracts/upstream/guard.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Snapshots } from './snapshots.ts'

export interface GuardParts {
  snapshots: Snapshots
  keys: SigningKeys
}

export function guardRoutes(app: Hono, { snapshots, keys }: GuardParts): void {
  // The key is kept with the snapshot, too: a kill between the commit and the kept answer must not make a second one.
  app.post('/snapshots', async c =>
    c.json(snapshots.take(await parseBody(c, SnapshotRequest), c.req.header('idempotency-key')), 201),
  )
  app.get('/snapshots/:id', c => {
    const record = snapshots.find(c.req.param('id').toLowerCase())
    if (record === undefined) throw new ServiceProblem(404, 'NOT_FOUND', 'there is no such snapshot')
    return c.json(record)
  })
  app.post('/verify', async c => {
    const { snapshot_id, integrity_hash } = await parseBody(c, VerifyRequest)
    return c.json(snapshots.verify(snapshot_id, integrity_hash))
  })
  app.get('/.well-known/guard-keys', c => {
    c.header('cache-control', 'public, max-age=60')
    return c.json(keys.jwks())
  })
}
