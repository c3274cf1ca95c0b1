// The place where a strategy becomes finished pieces: the post of each channel, its cards drawn, stored and named by their hash.
import { createHash } from 'node:crypto'
import type { ContentPiece, Media } from '#contracts/content-piece.ts'
import type { ContentRequest } from '#contracts/upstream/visual.ts'
import { type CardFaces, type ComposedCard, composeCard } from './card/compose-card.ts'
import type { CardSize } from './card/ornament.ts'
import { renderPng } from './card/render-png.ts'
import { cardSizes } from './card-sizes.ts'
import { type WrittenPiece, writePieces } from './copy/write-pieces.ts'
import type { MediaStore } from './media/media-store.ts'

export interface ContentParts {
  readonly faces: CardFaces
  readonly store: MediaStore
}

/** One piece per channel. The same request makes the same texts and the same bytes under the same addresses. */
export async function makeContent(request: ContentRequest, parts: ContentParts): Promise<ContentPiece[]> {
  const pieces: ContentPiece[] = []
  // One card after another: drawing fills the cores already, and a campaign of many channels must not fill the memory.
  for (const [number, piece] of writePieces(request).entries()) {
    const media: Media[] = []
    for (const size of cardSizes(piece.channel)) media.push(await drawCard({ size, number, piece, request, parts }))
    pieces.push({ channel: nameOf(piece), text: piece.text, media })
  }
  return pieces
}

interface Drawing {
  readonly size: CardSize
  readonly number: number
  readonly piece: WrittenPiece
  readonly request: ContentRequest
  readonly parts: ContentParts
}

async function drawCard({ size, number, piece, request, parts }: Drawing): Promise<Media> {
  const { faces, store } = parts
  const { words } = piece
  const headline = words.hook === '' ? words.message : words.hook
  const card = composeCard(
    {
      size,
      headline,
      subline: words.hook === '' ? words.angle : words.message || words.angle,
      brands: [words.product, `@${piece.channel.account}`],
      campaignSeed: request.campaign_id,
      channelNumber: number,
    },
    faces,
  )
  const bytes = await renderPng(card.svg)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const key = `media/${request.tenant_id}/${request.campaign_id}/${sha256}.png`
  const url = await store.put(key, bytes, 'image/png')
  return { url, sha256, mime: 'image/png', width: size.width, height: size.height, alt: altOf(card, headline) }
}

/** The words of the card, in their order: what someone who does not see it misses. X takes at most 1000 characters. */
function altOf(card: ComposedCard, headline: string): string {
  const shown = card.headline === '' ? headline : card.headline
  const alt = [shown, card.subline, card.brand].filter(words => words !== '').join(' – ')
  return alt.length <= 1000 ? alt : `${alt.slice(0, alt.lastIndexOf(' ', 990)).toWellFormed()} …`
}

function nameOf({ channel }: WrittenPiece): string {
  return `${channel.platform}:${channel.account}`
}
