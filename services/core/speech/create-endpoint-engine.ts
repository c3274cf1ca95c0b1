// Speech to text by an OpenAI-compatible endpoint.
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { z } from 'zod'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { audioFormat } from './audio-format.ts'
import type { SpeechEngine, Transcript } from './speech-engine.ts'

export interface EndpointConfig {
  baseUrl: string
  apiKey: string
  model: string
  format: 'verbose_json' | 'json'
}

/** https://platform.openai.com/docs/api-reference/audio/verbose-json-object; `json` has the text alone. */
const Answer = z.object({
  text: z.string(),
  segments: z.array(z.object({ start: z.number(), end: z.number(), avg_logprob: z.number().nullish() })).nullish(),
})

/** Of an endpoint that does not say how sure it is. */
const UNSTATED = 0.5

/** One try: whoever asks core tries again. */
export function createEndpointEngine(config: EndpointConfig): SpeechEngine {
  const client = new OpenAI({
    baseURL: config.baseUrl,
    apiKey: config.apiKey,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  })
  return {
    name: `endpoint:${config.model}`,
    async transcribe({ audio, locale }, signal) {
      const format = await audioFormat(audio)
      const body = {
        file: new File([audio], `speech.${format === 'opus' || format === 'oga' ? 'ogg' : format}`),
        model: config.model,
        response_format: config.format,
        language: new Intl.Locale(locale).language,
      }
      try {
        return transcriptOf(await client.audio.transcriptions.create(body, { signal }))
      } catch (error) {
        throw problemOf(error)
      }
    },
  }
}

function transcriptOf(answer: unknown): Transcript {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) throw unavailable('the speech endpoint answered in another shape than agreed', parsed.error)
  const { text, segments } = parsed.data
  return { text: text.trim(), confidence: text.trim() === '' ? 0 : confidenceOf(segments ?? []) }
}

/** The mean probability of a token, each segment by its length. */
function confidenceOf(segments: NonNullable<z.infer<typeof Answer>['segments']>): number {
  let weight = 0
  let sum = 0
  for (const { start, end, avg_logprob } of segments) {
    if (avg_logprob === null || avg_logprob === undefined) continue
    const length = Math.max(end - start, 0.01)
    weight += length
    sum += length * Math.min(1, Math.exp(avg_logprob))
  }
  return weight === 0 ? UNSTATED : sum / weight
}

function problemOf(error: unknown): unknown {
  if (error instanceof ServiceProblem) return error
  if (error instanceof APIUserAbortError) {
    return new ServiceProblem(504, 'SPEECH_LATE', 'the speech endpoint did not answer in time', { cause: error })
  }
  if (error instanceof APIConnectionError) return unavailable('the speech endpoint cannot be reached', error)
  if (!(error instanceof APIError)) return unavailable('the speech endpoint does not speak the agreed protocol', error)
  if (error.status === 400 || error.status === 415 || error.status === 422) {
    return new ServiceProblem(422, 'AUDIO_UNREADABLE', 'the speech endpoint cannot read this audio', { cause: error })
  }
  const detail = `the speech endpoint answered ${error.status ?? 'nothing'}`
  return unavailable(detail, error, error.headers?.get('retry-after') ?? undefined)
}

function unavailable(detail: string, cause: unknown, retryAfter = '2'): ServiceProblem {
  return new ServiceProblem(503, 'SPEECH_UNAVAILABLE', detail, { cause, headers: { 'retry-after': retryAfter } })
}
