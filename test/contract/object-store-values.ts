// The place of what the parts of the object store's battery share.

import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { ObjectReading, ObjectStoreReason } from '#domain/ports/object-store.ts'

export const TEXT = { contentType: 'text/plain' }

export const sha256 = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')

export const bytesOf = async (reading: ObjectReading) => Buffer.from(await new Response(reading.body).arrayBuffer())

export function streamOf(body: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([Buffer.from(body)]).stream()
}

export async function expectReason(reason: ObjectStoreReason, call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'ObjectStoreError', reason })
}
