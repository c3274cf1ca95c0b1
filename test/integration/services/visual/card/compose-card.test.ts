import { createHash } from 'node:crypto'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type ComposedCard, composeCard } from '#services/visual/card/compose-card.ts'
import { contrastRatio } from '#services/visual/card/contrast-ratio.ts'
import { LAYOUTS, safeFrame } from '#services/visual/card/layouts.ts'
import { PALETTES } from '#services/visual/card/palettes.ts'
import { renderPng } from '#services/visual/card/render-png.ts'
import { loadTypeface } from '#services/visual/card/typeface.ts'
import { SQUARE, WIDE } from '#services/visual/card-sizes.ts'

const faces = { headline: loadTypeface(800), subline: loadTypeface(500), brand: loadTypeface(600) }
const words = {
  headline: 'How many meetings started late because of the kettle?',
  subline: 'Tea at the right minute keeps a team together.',
  brands: ['Kettle Cloud'],
}
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.lorem({ maxCount: 80 }),
  fc.stringMatching(/^[A-Za-zÀ-ỹА-яΑ-ω0-9 .,!?"–-]{0,300}$/u),
  fc.stringMatching(/^W{0,200}$/u),
  fc.stringMatching(/^(?:ẬgÅ\u0323\u0302\u0301 ?){0,60}$/u),
)

describe('composeCard', () => {
  it('keeps every glyph inside the safe frame, whatever the words', () => {
    const request = fc.record({
      size: fc.constantFrom(WIDE, SQUARE),
      headline: texts,
      subline: texts,
      brands: fc.array(texts, { maxLength: 2 }),
      campaignSeed: fc.uuid(),
      channelNumber: fc.nat({ max: 7 }),
    })
    fc.assert(
      fc.property(request, card => {
        const frame = safeFrame(card.size)
        for (const box of glyphBoxes(composeCard(card, faces))) {
          expect(box.left).toBeGreaterThanOrEqual(frame.x - 0.01)
          expect(box.top).toBeGreaterThanOrEqual(frame.y - 0.01)
          expect(box.right).toBeLessThanOrEqual(frame.x + frame.width + 0.01)
          expect(box.bottom).toBeLessThanOrEqual(frame.y + frame.height + 0.01)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('never lays headline, subline and brand line over one another', () => {
    fc.assert(
      fc.property(
        texts,
        texts,
        fc.constantFrom(WIDE, SQUARE),
        fc.nat({ max: 3 }),
        (headline, subline, size, channelNumber) => {
          const card = composeCard({ ...words, headline, subline, size, campaignSeed: 'overlap', channelNumber }, faces)
          const blocks = card.drawn
            .map(text => glyphBoxes({ ...card, drawn: [text] }))
            .filter(boxes => boxes.length > 0)
            .map(outline)
          for (const [index, one] of blocks.entries()) {
            for (const other of blocks.slice(index + 1)) {
              const isApart =
                one.bottom <= other.top + 0.01 ||
                other.bottom <= one.top + 0.01 ||
                one.right < other.left ||
                other.right < one.left
              expect(isApart).toBe(true)
            }
          }
        },
      ),
      { numRuns: 80 },
    )
  })

  it('gives every ink at least 4.5:1 on the pixels that it really stands on, in every layout, palette and size', async () => {
    const seen = new Set<string>()
    for (let campaign = 0; campaign < 40; campaign++) {
      for (const size of [WIDE, SQUARE]) {
        for (const channelNumber of LAYOUTS.keys()) {
          const card = composeCard(
            { ...words, subline: words.subline.repeat(3), size, campaignSeed: `c${campaign}`, channelNumber },
            faces,
          )
          const look = `${card.layout}/${card.palette}/${size.height}`
          if (seen.has(look)) continue
          seen.add(look)
          expect(await lowestContrast(card), look).toBeGreaterThanOrEqual(4.5)
        }
      }
    }
    expect(seen.size).toBe(LAYOUTS.length * PALETTES.length * 2)
  }, 60_000)

  it('makes the same bytes from the same request, and other bytes for another campaign', async () => {
    const hashOf = async (campaignSeed: string) => {
      const png = await renderPng(composeCard({ ...words, size: WIDE, campaignSeed, channelNumber: 0 }, faces).svg)
      return createHash('sha256').update(png).digest('hex')
    }
    expect(await hashOf('a')).toBe(await hashOf('a'))
    const hashes = await Promise.all(Array.from({ length: 20 }, (_, index) => hashOf(`campaign ${index}`)))
    expect(new Set(hashes).size).toBe(20)
  })

  it('draws the words into the picture: without them it looks otherwise where they stand', async () => {
    const card = composeCard({ ...words, size: WIDE, campaignSeed: 'a', channelNumber: 0 }, faces)
    const [drawn, bare] = await Promise.all(
      [card.svg, card.groundSvg].map(svg => sharp(Buffer.from(svg)).raw().toBuffer()),
    )
    const changed = (drawn ?? Buffer.alloc(0)).reduce((count, value, at) => count + (value === bare?.[at] ? 0 : 1), 0)
    expect(changed).toBeGreaterThan(20_000)
  })

  it('names the size that was asked for', async () => {
    for (const size of [WIDE, SQUARE]) {
      const png = await renderPng(composeCard({ ...words, size, campaignSeed: 'a', channelNumber: 0 }, faces).svg)
      expect(await sharp(png).metadata()).toMatchObject({ format: 'png', ...size })
    }
  })

  it('goes without headline rather than with a row of empty frames, and frames single letters that the fonts lack', () => {
    const base = { ...words, size: WIDE, campaignSeed: 'a', channelNumber: 0 }
    expect(composeCard({ ...base, headline: '新しい紅茶の時間です' }, faces).headline).toBe('')
    const mixed = composeCard({ ...base, headline: 'Meet 茶 at the office' }, faces)
    expect(mixed.headline).toBe('Meet 茶 at the office')
    expect(
      mixed.drawn.flatMap(text => text.words.flatMap(word => word.shaped.glyphs)).filter(glyph => glyph.missing),
    ).toHaveLength(1)
  })

  it('signs with the first name that the fonts can draw', () => {
    const base = { ...words, size: WIDE, campaignSeed: 'a', channelNumber: 0 }
    expect(composeCard({ ...base, brands: ['雲のやかん', '@kettle'] }, faces).brand).toBe('@kettle')
  })

  it('leaves emoji and links to the post', () => {
    const card = composeCard(
      { ...words, headline: 'Tea 🍵 now https://a.example/x 👩‍👩‍👧', size: WIDE, campaignSeed: 'a', channelNumber: 0 },
      faces,
    )
    expect(card.headline).toBe('Tea now')
  })
})

describe('contrastRatio', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrastRatio('#777777', '#777777')).toBe(1)
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })
})

interface PixelBox {
  left: number
  right: number
  top: number
  bottom: number
}

function glyphBoxes(card: ComposedCard): PixelBox[] {
  return card.drawn.flatMap(({ words }) =>
    words.flatMap(({ shaped, x, baseline, sizePx }) =>
      shaped.glyphs.map(({ box }) => ({
        left: x + box.minX * sizePx,
        right: x + box.maxX * sizePx,
        top: baseline - box.maxY * sizePx,
        bottom: baseline - box.minY * sizePx,
      })),
    ),
  )
}

function outline(boxes: PixelBox[]): PixelBox {
  return {
    left: Math.min(...boxes.map(box => box.left)),
    right: Math.max(...boxes.map(box => box.right)),
    top: Math.min(...boxes.map(box => box.top)),
    bottom: Math.max(...boxes.map(box => box.bottom)),
  }
}

async function lowestContrast(card: ComposedCard): Promise<number> {
  const { data, info } = await sharp(Buffer.from(card.groundSvg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let lowest = 21
  for (const text of card.drawn) {
    const { left, right, top, bottom } = outline(glyphBoxes({ ...card, drawn: [text] }))
    const colours = new Set<string>()
    for (let y = Math.floor(top); y < bottom; y += 2) {
      for (let x = Math.floor(left); x < right; x += 2) {
        const at = (y * info.width + x) * info.channels
        colours.add(`#${data.subarray(at, at + 3).toString('hex')}`)
      }
    }
    for (const colour of colours) lowest = Math.min(lowest, contrastRatio(text.colour, colour))
  }
  return lowest
}
