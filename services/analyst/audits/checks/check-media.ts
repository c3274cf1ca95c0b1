// Checks that media can be fetched and decoded and is what it claims to be.
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import type { Media } from '#contracts/content-piece.ts'
import type { RuleId } from '../audit-rules.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'
import type { MediaSource } from '../media/media-source.ts'

/** What sharp decodes and platforms take; SVG is left out: it is a program, not a picture. */
const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif'])

/** A card twice as large is still no bomb; a bomb never reaches memory. */
const MOST_PIXELS = 40_000_000

export async function checkMedia(
  pieces: readonly AuditedPiece[],
  source: MediaSource,
  signal: AbortSignal,
): Promise<CheckResult> {
  const findings: Finding[] = []
  const seen = new Map<string, readonly Fault[]>()
  // One after another: decoding is memory, and the same picture often serves several channels.
  for (const { channel, media } of pieces) {
    for (const item of media) {
      const key = JSON.stringify([item.url, item.sha256, item.mime, item.width, item.height])
      const faults = seen.get(key) ?? (await mediaFaults(item, source, signal))
      seen.set(key, faults)
      findings.push(...[...faults, ...altFaults(item)].map(([ruleId, message]) => ({ ruleId, channel, message })))
    }
  }
  const ran = pieces.some(piece => piece.media.length > 0) ? RAN : []
  return { ran, findings }
}

const RAN: readonly RuleId[] = [
  'media.unsafe_url',
  'media.unreadable',
  'media.sha256',
  'media.mime',
  'media.dimensions',
  'media.blank',
  'media.alt',
]

type Fault = [RuleId, string]

async function mediaFaults(media: Media, source: MediaSource, signal: AbortSignal): Promise<Fault[]> {
  const answer = await source(media.url, signal)
  if (answer.status === 'refused') return [['media.unsafe_url', answer.reason]]
  if (answer.status === 'failed') return [['media.unreadable', answer.reason]]
  const faults: Fault[] = []
  const sha256 = createHash('sha256').update(answer.bytes).digest('hex')
  if (sha256 !== media.sha256)
    faults.push(['media.sha256', `bytes hash to ${sha256.slice(0, 12)}…, claimed is ${media.sha256.slice(0, 12)}…`])
  const mime = (await fileTypeFromBuffer(answer.bytes))?.mime ?? 'unknown'
  if (mime !== media.mime) faults.push(['media.mime', `is ${mime}, claimed is ${media.mime}`])
  if (!IMAGES.has(mime)) return [...faults, ['media.unreadable', `${mime} is no image that can be checked`]]
  return [...faults, ...(await pictureFaults(answer.bytes, media))]
}

async function pictureFaults(bytes: Uint8Array, media: Media): Promise<Fault[]> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    const { autoOrient } = await image.metadata()
    // Statistics need every pixel: what is cut off or broken inside fails here, not at the reader's.
    const { channels } = await image.stats()
    const faults: Fault[] = []
    if (autoOrient.width !== media.width || autoOrient.height !== media.height) {
      faults.push([
        'media.dimensions',
        `is ${autoOrient.width}×${autoOrient.height}, claimed is ${media.width}×${media.height}`,
      ])
    }
    if (channels.every(channel => channel.stdev < 0.5)) faults.push(['media.blank', 'the picture has one colour only'])
    return faults
  } catch (error) {
    return [
      [
        'media.unreadable',
        `cannot be decoded: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      ],
    ]
  }
}

function altFaults({ alt }: Media): Fault[] {
  const words = alt.match(/\p{L}+/gu) ?? []
  if (words.length === 0) return [['media.alt', 'the picture has no alternative text']]
  if (/^\S+\.(?:png|jpe?g|webp|gif)$/iu.test(alt.trim())) return [['media.alt', 'the alternative text is a file name']]
  return []
}
