import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createEndpointEngine } from '#services/core/speech/create-endpoint-engine.ts'
import { listening } from '../../kernel/listening.ts'
import { halfSecondOf, wavOf } from '../core-world.ts'

const IN_TIME = new AbortController().signal

async function engineAt(answer: (form: FormData, headers: Headers) => Response | Promise<Response>) {
  const app = new Hono()
  app.post('/v1/audio/transcriptions', async c => answer(await c.req.formData(), c.req.raw.headers))
  const baseUrl = `${await listening(app)}/v1`
  return createEndpointEngine({ baseUrl, apiKey: 'key-1', model: 'small', format: 'verbose_json' })
}

describe('an OpenAI-compatible endpoint', () => {
  it('is sent the audio with model, language and key, and its segments tell how sure it is', async () => {
    const seen: Record<string, unknown> = {}
    const engine = await engineAt((form, headers) => {
      const file = form.get('file')
      Object.assign(seen, {
        name: file instanceof File ? file.name : undefined,
        bytes: file instanceof File ? file.size : undefined,
        model: form.get('model'),
        language: form.get('language'),
        format: form.get('response_format'),
        key: headers.get('authorization'),
      })
      const segments = [
        { start: 0, end: 3, avg_logprob: Math.log(0.8) },
        { start: 3, end: 4, avg_logprob: Math.log(0.4) },
      ]
      return Response.json({ text: ' Hola a todos. ', segments })
    })
    const audio = halfSecondOf('opus')
    const { text, confidence } = await engine.transcribe({ audio, locale: 'es-MX' }, IN_TIME)
    expect(text).toBe('Hola a todos.')
    expect(confidence).toBeCloseTo(0.7)
    const asked = { name: 'speech.ogg', bytes: audio.length, model: 'small', language: 'es', format: 'verbose_json' }
    expect(seen).toEqual({ ...asked, key: 'Bearer key-1' })
  })

  it('that does not say how sure it is counts as half sure, and as not at all when it heard nothing', async () => {
    const speech = { audio: wavOf(0.1), locale: 'en' }
    expect((await (await engineAt(() => Response.json({ text: 'x' }))).transcribe(speech, IN_TIME)).confidence).toBe(
      0.5,
    )
    expect((await (await engineAt(() => Response.json({ text: ' ' }))).transcribe(speech, IN_TIME)).confidence).toBe(0)
  })

  it.each([
    ['cannot read the audio', () => new Response('{}', { status: 400 }), 422, 'AUDIO_UNREADABLE'],
    ['is overloaded', () => new Response('{}', { status: 503 }), 503, 'SPEECH_UNAVAILABLE'],
    ['does not know our key', () => new Response('{}', { status: 401 }), 503, 'SPEECH_UNAVAILABLE'],
    [
      'answers HTML',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      503,
      'SPEECH_UNAVAILABLE',
    ],
    ['answers another shape', () => Response.json({ words: [] }), 503, 'SPEECH_UNAVAILABLE'],
  ])('that %s', async (_, answer, status, code) => {
    const engine = await engineAt(answer)
    await expect(engine.transcribe({ audio: wavOf(0.1), locale: 'en' }, IN_TIME)).rejects.toMatchObject({
      status,
      code,
    })
  })

  it('that is asked too often says when to come back', async () => {
    const engine = await engineAt(() => new Response('{}', { status: 429, headers: { 'retry-after': '9' } }))
    const call = engine.transcribe({ audio: wavOf(0.1), locale: 'en' }, IN_TIME)
    await expect(call).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '9' } })
  })

  it('that does not answer is not waited for beyond the deadline', async () => {
    const { promise, resolve } = Promise.withResolvers<Response>()
    const engine = await engineAt(() => promise)
    const call = engine.transcribe({ audio: wavOf(0.1), locale: 'en' }, AbortSignal.timeout(100))
    await expect(call).rejects.toMatchObject({ status: 504, code: 'SPEECH_LATE' })
    resolve(new Response())
  })

  it('that is not there can be asked again', async () => {
    const engine = createEndpointEngine({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'k', model: 'm', format: 'json' })
    const call = engine.transcribe({ audio: wavOf(0.1), locale: 'en' }, IN_TIME)
    await expect(call).rejects.toMatchObject({ status: 503, code: 'SPEECH_UNAVAILABLE' })
  })
})
