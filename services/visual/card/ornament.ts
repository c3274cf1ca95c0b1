// The place of what a card wears besides its words: drawn from the campaign's seed, never where text stands.
import type { Palette } from './palettes.ts'

export interface CardSize {
  readonly width: number
  readonly height: number
}

export type Ornament = (size: CardSize, palette: Palette, numbers: Iterator<number, never>) => string

/** A panel of quarter circles, discs and stripes: right on wide cards, on top of square ones. */
export const mosaic: Ornament = (size, palette, numbers) => {
  const { tile, columns, rows, x, y } = mosaicGrid(size)
  const colours = [palette.accent, palette.spice, palette.ink, palette.softInk]
  let svg = ''
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = x + column * tile
      const top = y + row * tile
      const ground = pick(colours, numbers)
      const figure = pick(
        colours.filter(colour => colour !== ground),
        numbers,
      )
      svg += `<g transform="translate(${left} ${top})"><path d="M0 0H${tile}V${tile}H0Z" fill="${ground}"/>${tileFigure(tile, figure, numbers)}</g>`
    }
  }
  return svg
}

export function mosaicGrid({ width, height }: CardSize) {
  if (width === height) return { tile: width / 6, columns: 6, rows: 2, x: 0, y: 0 }
  const tile = height / 5
  return { tile, columns: 3, rows: 5, x: width - 3 * tile, y: 0 }
}

function tileFigure(tile: number, colour: string, numbers: Iterator<number, never>): string {
  const turn = Math.floor(numbers.next().value * 4) * 90
  const half = tile / 2
  const figures = [
    `<path d="M0 0H${tile}A${tile} ${tile} 0 0 1 0 ${tile}Z" fill="${colour}"/>`,
    `<circle cx="${half}" cy="${half}" r="${tile * 0.34}" fill="${colour}"/>`,
    `<path d="M0 0H${tile}L0 ${tile}Z" fill="${colour}"/>`,
    [0, 2, 4].map(n => `<path d="M0 ${(n * tile) / 6}H${tile}v${tile / 6}H0Z" fill="${colour}"/>`).join(''),
    `<path d="M0 ${half}A${half} ${half} 0 0 1 ${tile} ${half}Z" fill="${colour}"/>`,
  ]
  return `<g transform="rotate(${turn} ${half} ${half})">${pick(figures, numbers)}</g>`
}

/** Quarter rings in the lower right corner and a bar along the left edge. */
export const rings: Ornament = ({ width, height }, palette, numbers) => {
  const reach = ringsReach({ width, height })
  const width_ = reach / 9
  const filled = 2 + Math.floor(numbers.next().value * 3)
  let svg = `<path d="M0 0H18V${height}H0Z" fill="${palette.accent}"/>`
  for (let ring = 0; ring < 4; ring++) {
    const radius = reach - width_ / 2 - ring * width_ * 2
    const colour = ring === filled - 2 ? palette.accent : palette.spice
    svg += `<circle cx="${width}" cy="${height}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width_ * (0.55 + 0.4 * numbers.next().value)}"/>`
  }
  return `${svg}<circle cx="${width}" cy="${height}" r="${width_ * 0.9}" fill="${palette.accent}"/>`
}

export function ringsReach({ width, height }: CardSize): number {
  return width === height ? height * 0.32 : height * 0.5
}

/** Discs that come in from the four corners. */
export const corners: Ornament = ({ width, height }, palette, numbers) => {
  const reach = height * 0.19
  const places = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ] as const
  const loud = Math.floor(numbers.next().value * 4)
  return places
    .map(([x, y], index) => {
      const radius = reach * (0.6 + 0.4 * numbers.next().value)
      const colour = index === loud ? palette.accent : palette.spice
      const inner = `<circle cx="${x}" cy="${y}" r="${radius * 0.55}" fill="${palette.ground[0]}"/>`
      return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>${numbers.next().value < 0.5 ? inner : ''}`
    })
    .join('')
}

/** A band below and bars that stand on it at the right, as high as chance says. */
export const bars: Ornament = ({ width, height }, palette, numbers) => {
  const band = bandHeight({ width, height })
  const ground = height - band
  const left = width * BARS_FROM
  const count = 6
  const step = (width - left) / count
  let svg = `<path d="M0 ${ground}H${width}V${height}H0Z" fill="${palette.accent}"/>`
  for (let bar = 0; bar < count; bar++) {
    const tall = height * (0.08 + 0.5 * numbers.next().value)
    const colour = bar === count - 2 ? palette.accent : palette.spice
    svg += `<path d="M${left + bar * step} ${ground - tall}h${step * 0.62}V${ground}h${-step * 0.62}Z" fill="${colour}"/>`
  }
  return svg
}

export const BARS_FROM = 0.72

export function bandHeight({ height }: CardSize): number {
  return height * 0.2
}

function pick(choices: readonly string[], numbers: Iterator<number, never>): string {
  return choices[Math.floor(numbers.next().value * choices.length)] ?? ''
}
