// Draws the chart that the meeting looks at: `node dev/demo/meeting/make-chart.ts` writes `chart.png` beside it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

/** In thousands of euros. */
const BARS = [
  { label: 'Reserve today', value: 26, fill: '#1F3A5F' },
  { label: 'with the Italian roaster', value: 8, fill: '#7C8DA5' },
  { label: 'with the Tolva', value: 4, fill: '#C9772B' },
] as const
const WIDTH = 960
const HEIGHT = 410
const [LEFT, TOP, ROW, BAR] = [270, 110, 96, 54]
const PIXELS_PER_THOUSAND = 22

export function makeChart(): Promise<Buffer> {
  const bars = BARS.map(({ label, value, fill }, index) => {
    const y = TOP + index * ROW
    const middle = y + BAR / 2 + 8
    return `<text x="${LEFT - 18}" y="${middle}" text-anchor="end" fill="#2B3440">${label}</text>
<rect x="${LEFT}" y="${y}" width="${value * PIXELS_PER_THOUSAND}" height="${BAR}" rx="4" fill="${fill}"/>
<text x="${LEFT + value * PIXELS_PER_THOUSAND + 14}" y="${middle}" fill="${fill}" font-weight="bold">${value},000 €</text>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Carlito, Calibri, sans-serif" font-size="24">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#FFFFFF"/>
<text x="34" y="58" font-size="30" font-weight="bold" fill="#1F3A5F">What each roaster would leave of the reserve</text>
<line x1="${LEFT}" y1="${TOP - 18}" x2="${LEFT}" y2="${HEIGHT - 34}" stroke="#C5CEDA" stroke-width="2"/>
${bars.join('\n')}
</svg>`
  // Few colours: a palette makes it a quarter of the size.
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 64, compressionLevel: 9 }).toBuffer()
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'chart.png'), await makeChart())
