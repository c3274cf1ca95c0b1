import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bodyHash } from '#services/kernel/body-hash.ts'

async function hashOf(fields: Record<string, string | Uint8Array<ArrayBuffer>>): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, typeof value === 'string' ? value : new Blob([value]))
  }
  const response = new Response(form)
  return bodyHash(Buffer.from(await response.arrayBuffer()), response.headers.get('content-type') ?? '')
}

it('is the same for one form sent twice, though each try has a boundary of its own', async () => {
  const form = { audio: new Uint8Array([45, 45, 0, 255]), sequence_id: '7' }
  expect(await hashOf(form)).toBe(await hashOf(form))
})

it('differs with any byte of any part, and with the parts', async () => {
  const form = { audio: new Uint8Array([1, 2, 3]), sequence_id: '7' }
  const others = await Promise.all(
    [
      form,
      { ...form, audio: new Uint8Array([1, 2, 4]) },
      { ...form, sequence_id: '8' },
      { ...form, topic: '' },
      { sequence_id: '7', audio: new Uint8Array([1, 2, 3]) },
    ].map(hashOf),
  )
  expect(new Set(others).size).toBe(5)
})

it('of any other body is the hash of all its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      const same = Buffer.from(a).equals(Buffer.from(b))
      expect(bodyHash(Buffer.from(a), 'application/json') === bodyHash(Buffer.from(b), 'application/json')).toBe(same)
    }),
  )
})
