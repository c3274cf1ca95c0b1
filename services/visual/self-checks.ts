// What Visual checks of itself: a sample campaign made through its own route, each post within its limit, each card as it was named.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { ContentReply } from '#contracts/upstream/visual.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'
import { copyLimit } from './copy/copy-limit.ts'
import type { MediaStore } from './media/media-store.ts'

const CHANNELS = [
  { platform: 'TWITTER', account: 'self-check' },
  { platform: 'META', account: 'ig-self-check' },
  { platform: 'LINKEDIN', account: 'self-check' },
  { platform: 'MOCK', account: 'self-check' },
] as const

const FORBIDDEN = 'guaranteed'

const REQUEST = {
  campaign_id: '0198c0de-0000-7000-8000-0000000000c1',
  tenant_id: '0198c0de-0000-7000-8000-0000000000c0',
  brief: {
    objective: 'Check that Visual works',
    product: 'Self-check',
    guardrails: [`Never say "${FORBIDDEN}"`],
    locale: 'en',
  },
  strategy_brief: {
    objective: 'Check that Visual works',
    audience: 'operators',
    message: `Each card carries its words inside its frame. Success is ${FORBIDDEN}. ${'A long message is shortened by whole sentences. '.repeat(80)}`,
    hooks: [{ style: 'question', text: 'Does the card still say what it should?' }],
    channels: CHANNELS.map(({ platform, account }) => ({
      channel: `${platform}:${account}`,
      angle: `What ${platform} readers ask first`,
    })),
    debate: {
      positions: [{ role: 'CEO', stance: 'for', argument: 'a check', signal_ids: [], objections: [] }],
      verdict: { decision: 'go', reason: 'a check', overruled: [] },
    },
    constraints: [],
    guardrails: [],
    governance_hash: 'self-check',
    engine: 'self-check',
    usage: {},
  },
  channels: CHANNELS,
}

export function visualSelfChecks(store: MediaStore): SelfCheck[] {
  return [
    {
      name: 'one post per channel, within its limit, without what the guardrails forbid, no two the same',
      async run(call) {
        const pieces = ContentReply.parse(await call('/content', REQUEST))
        const got = {
          channels: pieces.map(piece => piece.channel),
          too_long: pieces.filter((piece, index) => tooLong(piece.text, index)).map(piece => piece.channel),
          forbidden: pieces.filter(piece => piece.text.toLowerCase().includes(FORBIDDEN)).map(piece => piece.channel),
          texts: new Set(pieces.map(piece => piece.text)).size,
        }
        const channels = CHANNELS.map(({ platform, account }) => `${platform}:${account}`)
        return compared({ channels, too_long: [], forbidden: [], texts: CHANNELS.length }, got)
      },
    },
    {
      name: 'each card lies in the object store, decodes, and has the hash and size that were named',
      async run(call) {
        const pieces = ContentReply.parse(await call('/content', REQUEST))
        const media = pieces.flatMap(piece => piece.media)
        const wrong: string[] = []
        for (const { url, sha256, width, height } of media) {
          const bytes = await store.get(url)
          const { format, ...size } = await sharp(bytes, { limitInputPixels: 40_000_000 }).metadata()
          const isSame = createHash('sha256').update(bytes).digest('hex') === sha256
          if (!isSame || format !== 'png' || size.width !== width || size.height !== height) wrong.push(url)
        }
        return compared({ cards: 5, wrong: [] }, { cards: media.length, wrong })
      },
    },
  ]
}

function tooLong(text: string, index: number): boolean {
  const channel = CHANNELS[index]
  if (channel === undefined) return true
  const limit = copyLimit(channel)
  return limit.lengthOf(text) > limit.max
}

function compared(expected: unknown, got: unknown) {
  return { ok: JSON.stringify(expected) === JSON.stringify(got), expected, got }
}
