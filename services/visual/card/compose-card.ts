// The place where words, palette and layout become the drawing of one card.
import { pickIndex, seededNumbers } from '../pick-index.ts'
import { cardText } from './card-text.ts'
import { drawBrand } from './draw-brand.ts'
import { type FittedText, fitText, type PlacedWord, type TextStyle } from './fit-text.ts'
import { LAYOUTS, type Layout } from './layouts.ts'
import type { CardSize } from './ornament.ts'
import { PALETTES, type Palette } from './palettes.ts'
import type { Typeface } from './typeface.ts'

export interface CardFaces {
  readonly headline: Typeface
  readonly subline: Typeface
  readonly brand: Typeface
}

export interface CardRequest {
  readonly size: CardSize
  readonly headline: string
  readonly subline: string
  /** Whose card it is, in order of preference: the first that the fonts can draw is taken. */
  readonly brands: readonly string[]
  /** Chooses palette and ornament: one campaign looks like one. */
  readonly campaignSeed: string
  /** Which of the campaign's channels it is for: neighbours get different layouts. */
  readonly channelNumber: number
}

export interface DrawnText {
  readonly colour: string
  readonly words: readonly PlacedWord[]
}

export interface ComposedCard {
  readonly svg: string
  /** The card without its words: what their readability is measured on. */
  readonly groundSvg: string
  readonly drawn: readonly DrawnText[]
  /** The words as they are on the card. */
  readonly headline: string
  readonly subline: string
  readonly brand: string
  readonly palette: string
  readonly layout: string
}

/** Over this share of letters without outline in the fonts, a card goes without headline rather than full of empty frames. */
const MOST_MISSING = 0.1

export function composeCard(request: CardRequest, faces: CardFaces): ComposedCard {
  const { size } = request
  const palette = chosen(PALETTES, pickIndex(`${request.campaignSeed}/palette`, PALETTES.length))
  const layout = chosen(LAYOUTS, pickIndex(`${request.campaignSeed}/layout`, LAYOUTS.length) + request.channelNumber)
  const headline = legible(cardText(request.headline), faces.headline)
  const subline = legible(cardText(request.subline), faces.subline)
  const words = flow(headline, subline, layout, size, faces)
  const brand = drawBrand(firstLegible(request.brands, faces.brand), layout, size, palette, faces.brand)
  const groundSvg =
    groundOf(size, palette) +
    layout.ornament(size, palette, seededNumbers(`${request.campaignSeed}/ornament`)) +
    brand.groundSvg
  const drawn: DrawnText[] = [
    { colour: palette.ink, words: words.headline.words },
    { colour: palette.softInk, words: words.subline.words },
    { colour: palette[layout.brandInk], words: brand.fitted.words },
  ]
  return {
    svg: framed(size, groundSvg + drawn.map(inked).join('')),
    groundSvg: framed(size, groundSvg),
    drawn,
    headline: words.headline.text,
    subline: words.subline.text,
    brand: brand.fitted.text,
    palette: palette.name,
    layout: layout.name,
  }
}

function chosen<T>(choices: readonly T[], number: number): T {
  const choice = choices[number % choices.length]
  if (choice === undefined) throw new Error('there is nothing to choose from')
  return choice
}

/** '' for a text that the fonts cannot draw: Chinese, Japanese, Korean, Arabic, Hebrew, Indic scripts. */
function legible(text: string, face: Typeface): string {
  const glyphs = text.split(' ').flatMap(word => face.shape(word).glyphs)
  const missing = glyphs.filter(glyph => glyph.missing).length
  return missing > glyphs.length * MOST_MISSING ? '' : text
}

function firstLegible(texts: readonly string[], face: Typeface): string {
  return texts.map(text => legible(cardText(text), face)).find(text => text !== '') ?? ''
}

const GAP_PX = 26

/** Headline and subline under it, standing together in their room. */
function flow(headline: string, subline: string, layout: Layout, size: CardSize, faces: CardFaces) {
  const room = layout.words(size)
  const isSquare = size.width === size.height
  const wide = { align: layout.align, stand: 'top' } as const
  const headlineStyle: TextStyle = {
    ...wide,
    face: faces.headline,
    largestPx: isSquare ? 112 : 88,
    smallestPx: 34,
    mostLines: 6,
    leading: 1.1,
  }
  const sublineStyle: TextStyle = {
    ...wide,
    face: faces.subline,
    largestPx: isSquare ? 40 : 34,
    smallestPx: 24,
    mostLines: 3,
    leading: 1.36,
  }
  const share = subline === '' ? 1 : 0.72
  const upper = fitText(headline, { ...room, height: room.height * share }, headlineStyle)
  const gap = upper.height > 0 ? GAP_PX : 0
  const left = room.height - upper.height - gap
  const lower = fitText(subline, { ...room, y: room.y + upper.height + gap, height: left }, sublineStyle)
  const slack = room.height - upper.height - gap - lower.height
  const down = layout.wordsStand === 'top' ? 0 : layout.wordsStand === 'middle' ? slack / 2 : slack
  return { headline: moved(upper, down), subline: moved(lower, down) }
}

function moved(fitted: FittedText, down: number): FittedText {
  return {
    ...fitted,
    top: fitted.top + down,
    words: fitted.words.map(word => ({ ...word, baseline: word.baseline + down })),
  }
}

function groundOf({ width, height }: CardSize, { ground }: Palette): string {
  const [from, to] = ground
  return `<defs><linearGradient id="ground" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><path d="M0 0H${width}V${height}H0Z" fill="url(#ground)"/>`
}

function inked({ colour, words }: DrawnText): string {
  const glyphs = words.flatMap(({ shaped, x, baseline, sizePx }) =>
    shaped.glyphs.map(glyph => {
      const scale = sizePx / glyph.unitsPerEm
      const place = `${rounded(x + glyph.x * sizePx)} ${rounded(baseline - glyph.y * sizePx)}`
      return `<path transform="translate(${place}) scale(${scale} ${-scale})" d="${glyph.path}"/>`
    }),
  )
  return `<g fill="${colour}">${glyphs.join('')}</g>`
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

function framed({ width, height }: CardSize, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`
}
