import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TranscribeReply } from '#contracts/upstream/core.ts'
import { SELF_CHECK_SESSION } from '#services/core/self-checks.ts'
import { postJson } from '../kernel/listening.ts'
import { coreUrl, formOf, halfSecondOf, transcribe, wavOf } from './core-world.ts'

const Problem = z.object({ code: z.string() })
const KEY = { 'idempotency-key': 'session:7' }

describe('POST /transcribe where nothing listens', () => {
  it('says how long there was speech, and claims nothing', async () => {
    const response = await transcribe(await coreUrl(), formOf(wavOf(3.2)))
    expect(response.status).toBe(200)
    const reply = TranscribeReply.parse(await response.json())
    expect(reply).toEqual({ text: '[speech 3.2 s]', confidence: 0, model_version: 'core-1' })
  })

  it.each(['webm', 'opus', 'ogg', 'flac', 'mp3'])('reads %s, whatever it is called', async extension => {
    const response = await transcribe(await coreUrl(), formOf(halfSecondOf(extension)))
    expect(await response.json()).toMatchObject({ text: '[speech 0.5 s]' })
  })

  it.each([
    ['text', new TextEncoder().encode('no audio at all')],
    ['a cut header', wavOf(1).slice(0, 44)],
    ['cut FLAC', halfSecondOf('flac').slice(0, 300)],
    ['cut WebM', halfSecondOf('webm').slice(0, 200)],
  ])('refuses %s for good, since no retry will mend it', async (_, audio) => {
    const response = await transcribe(await coreUrl(), formOf(audio))
    expect([response.status, await codeOf(response)]).toEqual([422, 'AUDIO_UNREADABLE'])
  })

  it('refuses audio that is longer than any chunk', async () => {
    const response = await transcribe(await coreUrl(), formOf(new Uint8Array(secondsOf8Bit(901))))
    expect([response.status, await codeOf(response)]).toEqual([422, 'AUDIO_TOO_LONG'])
  })

  it('gives a vote its table and a proposal its template', async () => {
    const url = await coreUrl()
    const told = async (sequence_id: string) =>
      TranscribeReply.parse(
        await (await transcribe(url, formOf(wavOf(0.1), { session_id: SELF_CHECK_SESSION, sequence_id }))).json(),
      )
    const rows = [
      ['Anna', 'yes'],
      ['Ben', 'no'],
    ]
    expect((await told('1')).intent).toEqual({ intent_id: 'VOTE', columns: ['name', 'vote'], rows })
    expect((await told('3')).template_id).toBe('TPL_PROPOSAL')
  })
})

describe('what core refuses', () => {
  it.each([
    [{ sequence_id: '0' }, '/sequence_id'],
    [{ session_id: undefined }, '/session_id'],
    [{ client_timezone: 'Mars/Olympus' }, '/client_timezone'],
    [{ locale: undefined }, '/locale'],
  ])('%j with a pointer to it', async (fields, pointer) => {
    const response = await transcribe(await coreUrl(), formOf(wavOf(0.1), fields))
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer }] })
  })

  it('a form without audio, or with an empty one', async () => {
    const url = await coreUrl()
    const without = formOf(wavOf(0.1))
    without.delete('audio')
    for (const form of [without, formOf(new Uint8Array())]) {
      const response = await transcribe(url, form)
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ errors: [{ pointer: '/audio' }] })
    }
  })

  it('JSON, and a form that is cut', async () => {
    const url = await coreUrl()
    expect((await transcribe(url, '{}', { 'content-type': 'application/json' })).status).toBe(415)
    const cut = await transcribe(url, '--x\r\nContent-Disp', { 'content-type': 'multipart/form-data; boundary=x' })
    expect([cut.status, await codeOf(cut)]).toEqual([400, 'MALFORMED_FORM'])
  })

  it('a model that it does not have, and names those it has', async () => {
    const url = await coreUrl({ CORE_MODELS: 'core-1, next-*' })
    const answers = await Promise.all(
      ['core-1', 'next-2026', 'core-2', 'core-'].map(model_version =>
        transcribe(url, formOf(wavOf(0.1), { model_version })),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 422, 422])
    expect(await answers[1]?.json()).toMatchObject({ model_version: 'next-2026' })
    expect(await answers[2]?.json()).toMatchObject({ code: 'MODEL_UNKNOWN', errors: [{ pointer: '/model_version' }] })
  })
})

describe('the same Idempotency-Key', () => {
  it('gets the first answer for the same form, though each try draws its own boundary', async () => {
    const url = await coreUrl()
    const first = await transcribe(url, formOf(wavOf(1)), KEY)
    const again = await transcribe(url, formOf(wavOf(1)), KEY)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await again.text()).toBe(await first.text())
  })

  it('is refused for other audio and for another field', async () => {
    const url = await coreUrl()
    await transcribe(url, formOf(wavOf(1)), KEY)
    for (const form of [formOf(wavOf(1.1)), formOf(wavOf(1), { topic: 'budget' })]) {
      const other = await transcribe(url, form, KEY)
      expect([other.status, await codeOf(other)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    }
  })
})

describe('the knobs', () => {
  it('answer a piece of audio as scripted, by its sequence id or its hash, and leave the others alone', async () => {
    const url = await coreUrl()
    const audio = wavOf(0.5)
    const sha256 = createHash('sha256').update(audio).digest('hex')
    const bySequence = { text: 'by sequence', confidence: 0.9, model_version: 'core-1' }
    const byHash = { ...bySequence, text: 'by hash' }
    await postJson(`${url}/_reference/replies`, { match: { path: '/transcribe', sequence_id: 9 }, reply: bySequence })
    await postJson(`${url}/_reference/replies`, { match: { path: '/transcribe', sha256 }, reply: byHash, times: 1 })
    expect(await (await transcribe(url, formOf(wavOf(0.1), { sequence_id: '9' }))).json()).toEqual(bySequence)
    expect(await (await transcribe(url, formOf(audio))).json()).toEqual(byHash)
    expect(await (await transcribe(url, formOf(audio))).json()).toMatchObject({ text: '[speech 0.5 s]' })
  })

  it.each([
    [{ fault: 'error_500' }, 500],
    [{ fault: 'rate_limit', retry_after_seconds: 3 }, 429],
    [{ fault: 'html' }, 200],
    [{ fault: 'wrong_shape' }, 200],
  ])('%j befalls a chunk of 4 MiB, and is no reply that parses', async (fault, status) => {
    const url = await coreUrl()
    await postJson(`${url}/_reference/faults`, fault)
    const response = await transcribe(url, formOf(wavOf(131)))
    expect(response.status).toBe(status)
    const body = await response.text()
    expect(body.startsWith('{') && TranscribeReply.safeParse(JSON.parse(body)).success).toBe(false)
  })

  it.each(['drop', 'timeout'])('%s leaves a chunk of 4 MiB without an answer', async fault => {
    const url = await coreUrl()
    await postJson(`${url}/_reference/faults`, { fault, times: 1 })
    const call = fetch(`${url}/transcribe`, {
      method: 'POST',
      body: formOf(wavOf(131)),
      signal: AbortSignal.timeout(300),
    })
    await expect(call).rejects.toThrow()
    expect((await transcribe(url, formOf(wavOf(131)))).status).toBe(200)
  })

  it('slow answers rightly, but not before its time', async () => {
    const url = await coreUrl()
    await postJson(`${url}/_reference/faults`, { fault: 'slow', ms: 120 })
    const startedAt = performance.now()
    expect(await (await transcribe(url, formOf(wavOf(1)))).json()).toMatchObject({ text: '[speech 1.0 s]' })
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(115)
  })
})

it('GET /health tells which engine listens and which models there are', async () => {
  const health = await (await fetch(`${await coreUrl()}/health`)).json()
  expect(health).toMatchObject({ status: 'ok', service: 'core', engine: 'length', models: ['core-1'] })
})

it('POST /test is green again and again, and red on a fault of its own knob', async () => {
  const url = await coreUrl({ CORE_MODELS: '*' })
  for (const _ of [1, 2]) expect(await (await postJson(`${url}/test`, {})).json()).toMatchObject({ ok: true })
  await postJson(`${url}/_reference/faults`, { fault: 'wrong_shape', path: '/transcribe' })
  expect(await (await postJson(`${url}/test`, {})).json()).toMatchObject({ ok: false })
})

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code
}

/** WAV of 8 bit at 1 kHz: long, and small. */
function secondsOf8Bit(seconds: number): Buffer {
  const data = seconds * 1000
  const wav = Buffer.alloc(44 + data, 128)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + data, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(1000, 24)
  wav.writeUInt32LE(1000, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(data, 40)
  return wav
}
