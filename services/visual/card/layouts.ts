// The place where a card's parts have their room: per layout the text area, the brand line, and the ornament around them.
import type { TextBox } from './fit-text.ts'
import {
  BARS_FROM,
  bandHeight,
  bars,
  type CardSize,
  corners,
  mosaic,
  mosaicGrid,
  type Ornament,
  rings,
  ringsReach,
} from './ornament.ts'

export interface Layout {
  readonly name: string
  readonly ornament: Ornament
  readonly align: 'left' | 'center'
  /** Where headline and subline stand together. */
  readonly words: (size: CardSize) => TextBox
  readonly brand: (size: CardSize) => TextBox
  readonly brandInk: 'accentInk' | 'ink'
  readonly wordsStand: 'top' | 'middle' | 'bottom'
  /** `pill`: the brand stands in a rounded field of the accent; `mark`: with a square of the accent before it. */
  readonly brandSign: 'pill' | 'mark' | 'none'
}

/** Distance from the card's edge that no letter comes nearer than; platforms crop and round corners. */
export function safeFrame({ width, height }: CardSize): TextBox {
  const margin = Math.round(Math.min(width, height) * 0.07)
  return { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin }
}

const BRAND_HEIGHT = 56

export const LAYOUTS: readonly Layout[] = [
  {
    name: 'mosaic',
    ornament: mosaic,
    align: 'left',
    words: size => {
      const { x, y, width, height } = mosaicRoom(size)
      return { x, y: y + BRAND_HEIGHT + 24, width, height: height - BRAND_HEIGHT - 24 }
    },
    brand: size => ({ ...mosaicRoom(size), height: BRAND_HEIGHT }),
    brandInk: 'ink',
    wordsStand: 'bottom',
    brandSign: 'mark',
  },
  {
    name: 'rings',
    ornament: rings,
    align: 'left',
    words: size => {
      const frame = safeFrame(size)
      const below = size.width === size.height ? ringsReach(size) - frame.y + 24 : 0
      const beside = size.width === size.height ? 0 : ringsReach(size) - frame.x + 24
      return {
        x: frame.x + 24,
        y: frame.y + BRAND_HEIGHT + 24,
        width: frame.width - 24 - beside,
        height: frame.height - BRAND_HEIGHT - 24 - below,
      }
    },
    brand: size => {
      const frame = safeFrame(size)
      return { x: frame.x + 24, y: frame.y, width: frame.width - 24, height: BRAND_HEIGHT }
    },
    brandInk: 'accentInk',
    wordsStand: 'middle',
    brandSign: 'pill',
  },
  {
    name: 'corners',
    ornament: corners,
    align: 'center',
    words: size => {
      const top = size.height * 0.19 + 8
      const side = size.width * 0.1
      return { x: side, y: top, width: size.width - 2 * side, height: size.height - 2 * top - 16 }
    },
    brand: size => {
      const side = size.height * 0.24
      return { x: side, y: size.height * 0.93 - BRAND_HEIGHT, width: size.width - 2 * side, height: BRAND_HEIGHT }
    },
    brandInk: 'accentInk',
    wordsStand: 'middle',
    brandSign: 'pill',
  },
  {
    name: 'bars',
    ornament: bars,
    align: 'left',
    words: size => {
      const frame = safeFrame(size)
      return {
        ...frame,
        width: size.width * BARS_FROM - frame.x - 32,
        height: size.height - bandHeight(size) - frame.y - 40,
      }
    },
    brand: size => {
      return { ...safeFrame(size), y: size.height - bandHeight(size), height: bandHeight(size) }
    },
    brandInk: 'accentInk',
    wordsStand: 'middle',
    brandSign: 'none',
  },
]

function mosaicRoom(size: CardSize): TextBox {
  const frame = safeFrame(size)
  const { tile, rows, columns } = mosaicGrid(size)
  if (size.width === size.height) {
    const top = rows * tile + 48
    return { ...frame, y: top, height: size.height - top - frame.y }
  }
  return { ...frame, width: size.width - columns * tile - frame.x - 56 }
}
