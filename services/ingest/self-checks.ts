// What Ingest checks of itself: that an asset is a duplicate once it is known, to its tenant alone.
import { z } from 'zod'
import { IngestService } from '#contracts/rpc/mandate/ingest/v1/ingest_pb.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'

const TENANT = '00000000-0000-4000-8000-00000000c4ec'
const NOBODY = '00000000-0000-4000-8000-000000000000'
const sha256 = '0'.repeat(63).concat('1')
const ASSET = { assetId: 'self-check', sha256, ref: 's3://self-check/1', mime: 'image/png', width: 1, height: 1 }
const Reply = z.object({ isDuplicate: z.boolean().default(false), assetId: z.string().optional() })

export const selfChecks: readonly SelfCheck[] = [
  {
    name: 'an asset is a duplicate once it is known, and to its tenant alone',
    async run(call) {
      const ask = (method: string, body: object) => call(`/${IngestService.typeName}/${method}`, body)
      await ask('RegisterAsset', { tenantId: TENANT, ...ASSET })
      const isDuplicate = async (tenantId: string) =>
        Reply.parse(await ask('CheckAssetDuplicate', { tenantId, sha256 })).isDuplicate
      const got = [await isDuplicate(TENANT), await isDuplicate(NOBODY)]
      return { ok: got[0] === true && got[1] === false, expected: [true, false], got }
    },
  },
]
