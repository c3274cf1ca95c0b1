// Every labelled text fails exactly the rules that its label names.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Media } from '#contracts/content-piece.ts'
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import { auditContent } from '#services/analyst/audits/audit-content.ts'
import { loadAuditRules } from '#services/analyst/audits/audit-rules.ts'
import type { MediaSource } from '#services/analyst/audits/media/media-source.ts'
import labelled from '#test/fixtures/analyst/labelled-texts.json' with { type: 'json' }

interface LabelledText {
  id: string
  platform: string
  account?: string
  locale: string
  text: string
  guardrails?: string[]
  constraints?: string[]
  planned?: string[]
  also?: { channel: string; text: string }[]
  media?: string[]
  expect: string[]
}

const texts = labelled.texts as LabelledText[]
const rules = loadAuditRules()
const bytesOf = new Map<string, Buffer>()
const mediaOf = new Map<string, Media>()

const source: MediaSource = async url => {
  if (url.includes('inner')) return { status: 'refused', reason: 'an inner address' }
  const bytes = bytesOf.get(url)
  return bytes === undefined ? { status: 'failed', reason: 'not there' } : { status: 'read', bytes }
}

beforeAll(async () => {
  const noise = await sharp({
    create: {
      width: 60,
      height: 40,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  })
    .png()
    .toBuffer()
  const blank = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  const name = (id: string, bytes: Buffer, wrong: Partial<Media> = {}) => {
    const url = `https://media.acme.com/${id}.png`
    bytesOf.set(url, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    mediaOf.set(id, { url, sha256, mime: 'image/png', width: 60, height: 40, alt: 'A boot in the rain', ...wrong })
  }
  name('good', noise)
  name('wrong-hash', noise, { sha256: 'a'.repeat(64) })
  name('wrong-mime', noise, { mime: 'image/jpeg' })
  name('wrong-size', noise, { width: 61 })
  name('blank', blank)
  name('no-alt', noise, { alt: ' ' })
  name('broken', noise.subarray(0, noise.length / 2))
  name('inner', noise, { url: 'http://inner.acme.com/x.png' })
})

describe('the audit on labelled texts', () => {
  it.each(texts.map(text => [text.id, text] as const))(
    '%s fails what its label says and nothing else',
    async (_, label) => {
      const report = await audit(label)
      const failed = [
        ...new Set(report.checks.filter(check => !check.passed && check.name !== 'score').map(check => check.name)),
      ]
      expect(failed.sort()).toEqual([...label.expect].sort())
      const critical = label.expect.some(id => rules.rules.get(id as never)?.severity === 'CRITICAL')
      if (critical) expect(report.verdict).toBe('FAIL')
      if (label.expect.length === 0) expect(report).toMatchObject({ verdict: 'PASS', score: 100 })
    },
  )

  it('names every rule of the catalog at least once', () => {
    const expected = new Set(texts.flatMap(text => text.expect))
    expect([...rules.rules.keys()].filter(id => !expected.has(id))).toEqual(['score'])
  })

  it('has at least thirty texts, a third of them clean ones', () => {
    expect(texts.length).toBeGreaterThanOrEqual(30)
    expect(texts.filter(text => text.expect.length === 0).length).toBeGreaterThanOrEqual(10)
  })
})

function audit(label: LabelledText) {
  const channel = `${label.platform}:${label.account ?? 'demo'}`
  const content = [
    { channel, text: written(label.text), media: (label.media ?? []).flatMap(id => mediaOf.get(id) ?? []) },
    ...(label.also ?? []).map(piece => ({ ...piece, media: [] })),
  ]
  const planned = label.planned ?? content.map(piece => piece.channel)
  const brief = {
    objective: 'Tell people of our boots',
    locale: label.locale,
    guardrails: label.guardrails ?? [],
    constraints: label.constraints ?? [],
  }
  const request = { brief, content, strategy_brief: strategyFor(planned) }
  return auditContent(request, { rules, media: source, minScore: 60 }, AbortSignal.timeout(5000))
}

/** `@@repeat:WORDS|LENGTH@@`: the words again and again, cut to a length in UTF-16 units. */
function written(text: string): string {
  const repeat = /^@@repeat:(?<words>.+)\|(?<length>\d+)@@$/.exec(text)?.groups
  if (repeat?.words === undefined) return text
  const length = Number(repeat.length)
  return `${repeat.words.repeat(Math.ceil(length / repeat.words.length)).slice(0, length - 1)}.`
}

function strategyFor(channels: readonly string[]): StrategyBrief {
  return {
    objective: 'Tell people of our boots',
    audience: 'hikers',
    message: 'Boots for wet trails',
    hooks: [{ style: 'question', text: 'Wet feet?' }],
    channels: channels.map(channel => ({ channel, angle: 'plain' })),
    debate: {
      positions: [{ role: 'CEO', stance: 'go', argument: 'why not', signal_ids: [], objections: [] }],
      verdict: { decision: 'GO', reason: 'why not', overruled: [] },
    },
    constraints: [],
    guardrails: [],
    governance_hash: 'a'.repeat(64),
    engine: 'test',
    usage: {},
  }
}
