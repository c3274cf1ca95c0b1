import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSegments, type Segments } from '#dev/object-store/segments.ts'

let folder: string
let segments: Segments
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segments-'))
  segments = await createSegments(folder, 1000)
})
afterEach(async () => {
  await segments.close()
  await rm(folder, { recursive: true })
})

const read = async (blob: string, from = segments) => {
  await using opened = await from.open(blob)
  return opened && buffer(opened.stream())
}
const files = async () => (await readdir(folder)).length
const addAll = (bodies: readonly Buffer[]) => Promise.all(bodies.map(body => segments.add(body)))
const bodies = Array.from({ length: 60 }, (_, n) => randomBytes((n * 37) % 200))

describe('small bodies', () => {
  it('that come at the same time are each read back whole and in part, empty ones too', async () => {
    const blobs = [...(await addAll(bodies.slice(0, 30))), ...(await addAll(bodies.slice(30)))]
    expect(new Set(blobs).size).toBe(bodies.length)
    for (const [n, body] of bodies.entries()) {
      const blob = blobs[n] ?? ''
      expect((await read(blob))?.equals(body)).toBe(true)
      await using opened = await segments.open(blob)
      expect(Buffer.from((await opened?.read(0, Math.min(50, body.length))) ?? [])).toEqual(body.subarray(0, 50))
    }
  })

  it('lie in a new file when one is full, and a file goes with the last of them', async () => {
    const blobs: string[] = []
    for (const body of bodies) blobs.push(await segments.add(body))
    const full = await files()
    expect(full).toBeGreaterThan(3)
    for (const blob of blobs) await segments.remove(blob)
    // The one that is written to.
    expect(await files()).toBe(1)
    expect(await read(blobs[0] ?? '')).toBeUndefined()
  })

  it('stay readable for whoever has opened them', async () => {
    const body = randomBytes(1000)
    const blob = await segments.add(body)
    const opened = await segments.open(blob)
    for (let n = 0; n < 3; n++) await segments.add(randomBytes(1000))
    await segments.remove(blob)
    const before = await files()
    expect(opened && (await buffer(opened.stream())).equals(body)).toBe(true)
    await opened?.close()
    expect(await files()).toBe(before - 1)
  })

  it('are there after a new start, and files that nothing names are not', async () => {
    const blobs = await addAll(bodies)
    await segments.close()
    await writeFile(join(folder, 'sdeadbeef'), 'of a process that was killed')
    segments = await createSegments(folder, 1000)
    expect(await segments.sweep(new Set([...blobs, 'ab12']))).toBe(1)
    for (const [n, blob] of blobs.entries()) expect((await read(blob))?.equals(bodies[n] ?? Buffer.alloc(0))).toBe(true)
    for (const blob of blobs) await segments.remove(blob)
    expect(await files()).toBe(0)
  })
})
