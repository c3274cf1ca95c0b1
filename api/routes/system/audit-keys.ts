// GET /.well-known/mandate-audit-keys
import { z } from 'zod'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })

export const auditKeys = defineRoute({
  method: 'get',
  root: true,
  path: '/.well-known/mandate-audit-keys',
  name: 'auditKeys',
  tag: 'Audit',
  summary: 'The public keys that checkpoints of the trail are signed with',
  answers: [
    {
      status: 200,
      description: 'A JSON Web Key Set',
      schema: KeySet,
      example: {
        keys: [{ kty: 'OKP', crv: 'Ed25519', kid: '2026-11', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
      },
    },
  ],
  run: async ({ ports }) => json(200, await ports.auditKeys.jwks(), { 'cache-control': 'public, max-age=60' }),
})
