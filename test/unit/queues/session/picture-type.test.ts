import sharp, { type FormatEnum } from 'sharp'
import { describe, expect, it } from 'vitest'
import { PICTURE_HEAD_BYTES, pictureType } from '#queues/session/picture-type.ts'
import { SVG } from '#test/support/pictures.ts'

describe('a picture is known by its first bytes:', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff'] satisfies (keyof FormatEnum)[])('%s', async format => {
    const create = { width: 200, height: 200, channels: 3, background: '#fff' } as const
    const bytes = await sharp({ create: { ...create, noise: { type: 'gaussian', mean: 128, sigma: 50 } } })
      .toFormat(format)
      .toBuffer()
    expect(await pictureType(bytes.subarray(0, PICTURE_HEAD_BYTES))).toBe(`image/${format}`)
  })

  it.each<[string, Uint8Array]>([
    ['an SVG', SVG],
    ['a text', Buffer.from('GIF is what this is not')],
    ['a bitmap of Windows', Buffer.from(`BM${'\0'.repeat(60)}`)],
    ['an AVIF', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf')],
    ['a RIFF that is sound', Buffer.from('RIFF\x24\0\0\0WAVEfmt ')],
    ['nothing', new Uint8Array()],
  ])('%s is none', async (_, bytes) => {
    expect(await pictureType(bytes)).toBeUndefined()
  })
})
