// The place of the line that says whose card it is, with the sign that the layout gives it.
import { type FittedText, fitText, type TextBox } from './fit-text.ts'
import type { Layout } from './layouts.ts'
import type { CardSize } from './ornament.ts'
import type { Palette } from './palettes.ts'
import type { Typeface } from './typeface.ts'

export interface DrawnBrand {
  readonly fitted: FittedText
  readonly groundSvg: string
}

const PILL_PADDING_PX = 26
const MARK_PX = 22

export function drawBrand(text: string, layout: Layout, size: CardSize, palette: Palette, face: Typeface): DrawnBrand {
  const box = layout.brand(size)
  const inset = layout.brandSign === 'pill' ? PILL_PADDING_PX : layout.brandSign === 'mark' ? MARK_PX + 16 : 0
  const inner: TextBox = { ...box, x: box.x + inset, width: box.width - 2 * inset }
  const align = layout.brandSign === 'pill' ? layout.align : 'left'
  const fitted = fitText(text, inner, {
    face,
    largestPx: 30,
    smallestPx: 18,
    mostLines: 1,
    leading: 1,
    align,
    stand: 'middle',
  })
  return { fitted, groundSvg: fitted.words.length === 0 ? '' : signOf(layout, box, fitted, palette) }
}

function signOf(layout: Layout, box: TextBox, fitted: FittedText, palette: Palette): string {
  const middle = box.y + box.height / 2
  switch (layout.brandSign) {
    case 'pill': {
      const boxes = fitted.words.flatMap(word =>
        word.shaped.glyphs.map(
          glyph => [word.x + glyph.box.minX * word.sizePx, word.x + glyph.box.maxX * word.sizePx] as const,
        ),
      )
      const left = Math.min(...boxes.map(([from]) => from)) - PILL_PADDING_PX
      const right = Math.max(...boxes.map(([, to]) => to)) + PILL_PADDING_PX
      return `<rect x="${left}" y="${box.y}" width="${right - left}" height="${box.height}" rx="${box.height / 2}" fill="${palette.accent}"/>`
    }
    case 'mark':
      return `<rect x="${box.x}" y="${middle - MARK_PX / 2}" width="${MARK_PX}" height="${MARK_PX}" fill="${palette.accent}"/>`
    case 'none':
      return ''
    default:
      return layout.brandSign satisfies never
  }
}
