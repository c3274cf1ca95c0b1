import { describe, expect, it } from 'vitest'
import { TranscribeFields, TranscribeReply } from '#contracts/upstream/core.ts'

const FIELDS = {
  session_id: '0198a000-0000-7000-8000-00000000000f',
  sequence_id: '17',
  client_timezone: 'Europe/Madrid',
  adapter_id: 'default',
  model_version: 'core-1',
  locale: 'es-ES',
}
const REPLY = { text: 'vote: anna yes', confidence: 0.8, model_version: 'core-1' }
const VOTE = { intent_id: 'VOTE', columns: ['name', 'vote'], rows: [['anna', 'yes']] }

describe('the fields of a piece of audio', () => {
  it('count the sequence in numbers though a form has text alone', () => {
    expect(TranscribeFields.parse(FIELDS).sequence_id).toBe(17)
    expect(TranscribeFields.parse({ ...FIELDS, sequence_id: 17 }).sequence_id).toBe(17)
  })

  it.each([
    ['sequence_id', '0'],
    ['sequence_id', '1.5'],
    ['sequence_id', '-1'],
    ['sequence_id', ''],
    ['sequence_id', '99999999999999999'],
    ['client_timezone', 'Mars/Olympus'],
    ['locale', 'not a tag'],
    ['session_id', 'x'],
    ['model_version', ''],
    ['speaker_id', 'x'.repeat(201)],
  ])('%s %j is refused', (name, value) => {
    expect(TranscribeFields.safeParse({ ...FIELDS, [name]: value }).success).toBe(false)
  })
})

describe('what was understood', () => {
  it('may name neither template nor intent, by leaving them out or by null', () => {
    for (const reply of [REPLY, { ...REPLY, template_id: null, intent: null }]) {
      const { template_id, intent } = TranscribeReply.parse(reply)
      expect([template_id, intent]).toEqual([undefined, undefined])
    }
  })

  it('holds text in its cells, also where a model counted or answered yes', () => {
    const intent = { ...VOTE, rows: [['anna', 3]] }
    expect(TranscribeReply.parse({ ...REPLY, intent }).intent?.rows).toEqual([['anna', '3']])
  })

  it.each([
    { wrong_shape: true },
    { ...REPLY, text: undefined },
    { ...REPLY, text: 5 },
    { ...REPLY, text: 'x'.repeat(50_001) },
    { ...REPLY, confidence: 1.1 },
    { ...REPLY, confidence: '0.5' },
    { ...REPLY, confidence: undefined },
    { ...REPLY, model_version: undefined },
    { ...REPLY, template_id: 7 },
    { ...REPLY, intent: { ...VOTE, intent_id: undefined } },
    { ...REPLY, intent: { ...VOTE, rows: 'anna' } },
    { ...REPLY, intent: { ...VOTE, rows: [['anna']] } },
    { ...REPLY, intent: { ...VOTE, rows: [[{ name: 'anna' }, 'yes']] } },
    { ...REPLY, intent: { ...VOTE, rows: Array.from({ length: 501 }, () => ['anna', 'yes']) } },
  ])('another shape than agreed is noticed: %j', reply => {
    expect(TranscribeReply.safeParse(reply).success).toBe(false)
  })
})
