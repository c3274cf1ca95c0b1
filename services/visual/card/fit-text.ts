// The place where a text finds its size and lines: measured glyph by glyph, as large as its box allows.
import type { ShapedText, Typeface } from './typeface.ts'

export interface TextBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface TextStyle {
  readonly face: Typeface
  readonly largestPx: number
  readonly smallestPx: number
  readonly mostLines: number
  /** Distance of baselines in ems. */
  readonly leading: number
  readonly align: 'left' | 'center'
  /** Where the block stands in a box higher than itself. */
  readonly stand: 'top' | 'middle' | 'bottom'
}

export interface PlacedWord {
  readonly shaped: ShapedText
  readonly x: number
  readonly baseline: number
  readonly sizePx: number
}

export interface FittedText {
  readonly words: readonly PlacedWord[]
  /** What is really drawn: the whole text, or what of it had room, with an ellipsis. */
  readonly text: string
  readonly height: number
  readonly top: number
}

type Line = { words: string[]; width: number }

/** The text in its box. Shortened by words when even the smallest size has no room; a word wider than the box goes on in the next line. */
export function fitText(text: string, box: TextBox, style: TextStyle): FittedText {
  const words = text.split(/\s+/u).filter(word => word !== '')
  return atLargestSize(text, words, box, style) ?? withWordsWrapped(text, words, box, style)
}

function atLargestSize(text: string, words: readonly string[], box: TextBox, style: TextStyle): FittedText | undefined {
  for (let sizePx = style.largestPx; sizePx >= style.smallestPx; sizePx -= 2) {
    const lines = brokenLines(words, box.width / sizePx, style.face)
    if (lines === undefined || !isInside(lines, sizePx, box, style)) continue
    return { ...placed(balanced(words, lines, style.face), sizePx, box, style), text }
  }
  return undefined
}

function withWordsWrapped(text: string, words: readonly string[], box: TextBox, style: TextStyle): FittedText {
  const widest = box.width / style.smallestPx
  const pieces = words.flatMap(word => (inkWidth(word, style.face) > widest ? wrapped(word) : [word]))
  const fitted = pieces.length > words.length ? atLargestSize(text, pieces, box, style) : undefined
  return fitted ?? shortened(pieces, box, style)
}

function wrapped(word: string): string[] {
  const graphemes = Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment)
  const pieces: string[] = []
  for (let at = 0; at < graphemes.length; at += 12) pieces.push(graphemes.slice(at, at + 12).join(''))
  return pieces
}

/** How far the letters reach above and below the baseline, and how far the baselines are apart, in ems. */
function measures(lines: readonly Line[], { face, leading }: TextStyle) {
  const boxes = lines.flatMap(line => line.words.flatMap(word => face.shape(word).glyphs.map(glyph => glyph.box)))
  const rise = Math.max(face.ascent, ...boxes.map(box => box.maxY))
  const drop = Math.max(face.descent, ...boxes.map(box => -box.minY))
  // Stacked accents reach over the usual line: then the lines stand further apart, so that none runs into another.
  const step = rise > face.ascent || drop > face.descent ? Math.max(leading, rise + drop) : leading
  return { rise, step, height: lines.length === 0 ? 0 : rise + drop + (lines.length - 1) * step }
}

function isInside(lines: readonly Line[], sizePx: number, box: TextBox, style: TextStyle): boolean {
  return lines.length <= style.mostLines && measures(lines, style).height * sizePx <= box.height
}

/** Lines of at most `width` ems, or undefined when a word alone is wider. */
function brokenLines(words: readonly string[], width: number, face: Typeface): Line[] | undefined {
  const space = spaceOf(face)
  const lines: Line[] = []
  for (const word of words) {
    const wide = inkWidth(word, face)
    if (wide > width) return undefined
    const line = lines.at(-1)
    if (line !== undefined && line.width + space + wide <= width) {
      line.words.push(word)
      line.width += space + wide
    } else lines.push({ words: [word], width: wide })
  }
  return lines
}

/** The narrowest breaking with the same number of lines: no orphan on the last one. */
function balanced(words: readonly string[], lines: Line[], face: Typeface): Line[] {
  let best = lines
  let low = 0
  let high = Math.max(...lines.map(line => line.width))
  for (let round = 0; round < 8; round++) {
    const middle = (low + high) / 2
    const tried = brokenLines(words, middle, face)
    if (tried !== undefined && tried.length <= lines.length) {
      best = tried
      high = middle
    } else low = middle
  }
  return best
}

function shortened(words: readonly string[], box: TextBox, style: TextStyle): FittedText {
  const sizePx = style.smallestPx
  let kept: string[] = []
  let lines: Line[] = []
  for (const word of words) {
    const tried = [...kept, `${word.replace(/[\s.,;:–—-]+$/u, '')}…`]
    const broken = brokenLines(tried, box.width / sizePx, style.face)
    if (broken === undefined || !isInside(broken, sizePx, box, style)) break
    lines = broken
    kept = [...kept, word]
  }
  return placed(lines, sizePx, box, style)
}

function placed(lines: readonly Line[], sizePx: number, box: TextBox, style: TextStyle): FittedText {
  const { face, align, stand } = style
  const { rise, step, height: heightEm } = measures(lines, style)
  const height = heightEm * sizePx
  const slack = box.height - height
  const top = box.y + (stand === 'top' ? 0 : stand === 'middle' ? slack / 2 : slack)
  const space = spaceOf(face)
  const words: PlacedWord[] = []
  for (const [index, line] of lines.entries()) {
    const baseline = top + (rise + index * step) * sizePx
    let x = box.x + (align === 'center' ? (box.width - line.width * sizePx) / 2 : 0)
    for (const word of line.words) {
      const shaped = face.shape(word)
      words.push({ shaped, x: x - leftOverhang(shaped) * sizePx, baseline, sizePx })
      x += (inkWidth(word, face) + space) * sizePx
    }
  }
  return { words, text: lines.map(line => line.words.join(' ')).join(' '), height, top }
}

function spaceOf(face: Typeface): number {
  return face.shape('a a').advance - 2 * face.shape('a').advance
}

/** The advance, widened by whatever ink stands over its ends. */
function inkWidth(word: string, face: Typeface): number {
  const shaped = face.shape(word)
  const right = Math.max(shaped.advance, ...shaped.glyphs.map(glyph => glyph.box.maxX))
  return right - leftOverhang(shaped)
}

function leftOverhang(shaped: ShapedText): number {
  return Math.min(0, ...shaped.glyphs.map(glyph => glyph.box.minX))
}
