// The process in which pictures are decoded: what a picture does there the worker outlives.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photograph, pngBomb } from '#test/support/pictures.ts'
import { createPictureProcess, type PictureProcess } from '#workers/adapters/pictures/create-picture-process.ts'

let folder: string
let pictures: PictureProcess
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mandate-pictures-'))
  pictures = createPictureProcess({ timeoutMs: 15_000 })
})
afterAll(() => {
  pictures.close()
  rmSync(folder, { recursive: true, force: true })
})

function asked(name: string, bytes: Uint8Array) {
  const input = join(folder, name)
  writeFileSync(input, bytes)
  return { input, output: `${input}.out` }
}
const never = new AbortController().signal

describe('a picture', () => {
  it('is decoded outside, and many at once one after another', async () => {
    const files = await Promise.all([1, 2, 3].map(async n => asked(`${n}.jpg`, await photograph(40 + n, 30, n))))
    const found = await Promise.all(files.map(file => pictures.normalise(file, never)))
    expect(found.map(({ width }) => width)).toEqual([41, 42, 43])
    expect(readFileSync(files[0]?.output ?? '').byteLength).toBeGreaterThan(0)
  })

  it('that is refused spoils none after it', async () => {
    const bomb = pictures.normalise(asked('bomb', pngBomb(20_000, 20_000)), never)
    const good = pictures.normalise(asked('good', await photograph()), never)
    await expect(bomb).rejects.toMatchObject({ name: 'PictureRefused', code: 'TOO_MANY_PIXELS' })
    await expect(good).resolves.toMatchObject({ width: 64 })
  })

  it('that takes too long is given up with its process, and the next one has another', async () => {
    const hasty = createPictureProcess({ timeoutMs: 1 })
    const file = asked('slow.jpg', await photograph())
    await expect(hasty.normalise(file, never)).rejects.toMatchObject({ name: 'PictureProcessFailed' })
    hasty.close()
    await expect(pictures.normalise(file, never)).resolves.toMatchObject({ mime: 'image/jpeg' })
  })

  it('is given up when nobody waits for it any more', async () => {
    const file = asked('gone.jpg', await photograph())
    const gone = AbortSignal.abort(new Error('gone'))
    await expect(pictures.normalise(file, gone)).rejects.toThrow('gone')
    const leaving = new AbortController()
    const work = pictures.normalise(file, leaving.signal)
    leaving.abort(new Error('left'))
    await expect(work).rejects.toThrow('left')
    await expect(pictures.normalise(file, never)).resolves.toMatchObject({ width: 64 })
  })
})
