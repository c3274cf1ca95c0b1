// Reads the stored bytes of a checkpoint and believes nothing that is not signed.
import { verify } from 'node:crypto'
import { z } from 'zod'
import type { PublicKeys } from '../key/public-key.ts'
import type { Checkpoint } from './checkpoint.ts'
import { AFTER_SIGNED, BEFORE_SIGNED } from './seal-checkpoint.ts'

export type OpenedCheckpoint = { checkpoint: Checkpoint } | { why: string }

/** @returns the checkpoint, or in plain words why it counts for nothing */
export function openCheckpoint(bytes: Uint8Array, keys: PublicKeys): OpenedCheckpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.lastIndexOf(AFTER_SIGNED)
  const signature = SIGNATURE.exec(buffer.subarray(end + AFTER_SIGNED.length).toString('latin1'))?.[1]
  if (
    end < 0 ||
    signature === undefined ||
    !buffer.subarray(0, BEFORE_SIGNED.length).equals(Buffer.from(BEFORE_SIGNED))
  )
    return { why: 'is not a signed checkpoint at all' }
  const signed = buffer.subarray(BEFORE_SIGNED.length, end)
  const checkpoint = parse(signed)
  if (checkpoint === undefined) return { why: 'has not the form of a checkpoint' }
  const key = keys.get(checkpoint.key_id)
  if (key === undefined) return { why: `is signed with the key ${checkpoint.key_id}, which was never published` }
  if (!verify(null, signed, key, Buffer.from(signature, 'base64url')))
    return { why: `does not bear the signature of the key ${checkpoint.key_id} that it names` }
  return { checkpoint }
}

function parse(signed: Buffer): Checkpoint | undefined {
  try {
    return Shape.safeParse(JSON.parse(signed.toString())).data
  } catch {
    return undefined // not JSON: the caller says so
  }
}

/** 64 bytes as base64url, and nothing behind them but what the object ends with. */
const SIGNATURE = /^([\w-]{86})"}$/

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const Shape = z.strictObject({
  tenant: z.string(),
  n: z.int().min(1),
  at: z.string(),
  prev: Hash.nullable(),
  key_id: z.string(),
  heads: z.array(z.strictObject({ subject: z.string(), seq: z.int().min(1), hash: Hash })),
})
