// The place where letters become outlines: the fonts come with the npm package, so a machine without any font draws the same card.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

export type Weight = 500 | 600 | 800

/** Everything in ems, y upwards from the baseline. */
export interface ShapedGlyph {
  /** SVG path data in font units. */
  readonly path: string
  readonly unitsPerEm: number
  readonly x: number
  readonly y: number
  readonly box: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number }
  /** True for the empty frame that stands for a character without outline in these fonts. */
  readonly missing: boolean
}

export interface ShapedText {
  readonly glyphs: readonly ShapedGlyph[]
  readonly advance: number
}

export interface Typeface {
  readonly ascent: number
  readonly descent: number
  readonly capHeight: number
  shape(text: string): ShapedText
}

/** The package holds one file per script; the first that has a letter draws it. */
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const

const UNITS_PER_EM = 1000
const FRAME = { left: 60, right: 560, bottom: 0, top: 720, advance: 0.62 }

/** Files are read when a letter of their script is first drawn. Words are remembered: a fit tries the same word often. */
export function loadTypeface(weight: Weight): Typeface {
  const resolve = createRequire(import.meta.url).resolve
  const fonts = new Map<string, Font>()
  const shaped = new Map<string, ShapedText>()
  const fontOf = (script: string): Font => {
    const known = fonts.get(script)
    if (known !== undefined) return known
    const file = create(readFileSync(resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff`)))
    if (!('layout' in file)) throw new Error(`inter ${script} ${weight} is a collection, not a font`)
    fonts.set(script, file)
    return file
  }
  const latin = fontOf(SCRIPTS[0])
  return {
    ascent: latin.ascent / latin.unitsPerEm,
    descent: -latin.descent / latin.unitsPerEm,
    capHeight: latin.capHeight / latin.unitsPerEm,
    shape(text) {
      const known = shaped.get(text)
      if (known !== undefined) return known
      const fresh = shapeRuns(runsOf(text, fontOf))
      if (shaped.size > 20_000) shaped.clear()
      shaped.set(text, fresh)
      return fresh
    },
  }
}

type Run = { text: string; font: Font | undefined }

/** Neighbours in one font are shaped together, so that kerning and marks work; a grapheme is never divided between fonts. */
function runsOf(text: string, fontOf: (script: string) => Font): Run[] {
  const runs: Run[] = []
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const { text: drawn, font } = drawable(segment, fontOf)
    const last = runs.at(-1)
    if (last !== undefined && last.font === font) last.text += drawn
    else runs.push({ text: drawn, font })
  }
  return runs
}

/** As it is, else in its compatibility form (full-width letters, ligatures), else without a font. */
function drawable(grapheme: string, fontOf: (script: string) => Font): Run {
  for (const text of new Set([grapheme, grapheme.normalize('NFKC')])) {
    for (const script of SCRIPTS) {
      const font = fontOf(script)
      if ([...text].every(letter => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))) return { text, font }
    }
  }
  return { text: '\uFFFD', font: undefined }
}

function shapeRuns(runs: readonly Run[]): ShapedText {
  const glyphs: ShapedGlyph[] = []
  let advance = 0
  for (const { text, font } of runs) {
    if (font === undefined) {
      for (const _ of text) {
        glyphs.push(emptyFrame(advance))
        advance += FRAME.advance
      }
      continue
    }
    const scale = 1 / font.unitsPerEm
    const run = font.layout(text)
    for (const [index, glyph] of run.glyphs.entries()) {
      const position = run.positions[index]
      if (position === undefined) continue
      const x = advance + position.xOffset * scale
      const y = position.yOffset * scale
      const { minX, minY, maxX, maxY } = glyph.path.bbox
      if (maxX > minX) {
        const box = { minX: x + minX * scale, minY: y + minY * scale, maxX: x + maxX * scale, maxY: y + maxY * scale }
        glyphs.push({ path: glyph.path.toSVG(), unitsPerEm: font.unitsPerEm, x, y, box, missing: false })
      }
      advance += position.xAdvance * scale
    }
  }
  return { glyphs, advance }
}

function emptyFrame(x: number): ShapedGlyph {
  const { left, right, bottom, top } = FRAME
  const line = 55
  const outer = `M${left} ${bottom}H${right}V${top}H${left}Z`
  const inner = `M${left + line} ${bottom + line}V${top - line}H${right - line}V${bottom + line}Z`
  const box = {
    minX: x + left / UNITS_PER_EM,
    minY: bottom / UNITS_PER_EM,
    maxX: x + right / UNITS_PER_EM,
    maxY: top / UNITS_PER_EM,
  }
  return { path: outer + inner, unitsPerEm: UNITS_PER_EM, x, y: 0, box, missing: true }
}
