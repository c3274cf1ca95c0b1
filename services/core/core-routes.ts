// The one route of core: audio in, what was said and what it asks for out.
import type { Hono } from 'hono'
import { TranscribeFields, type TranscribeReply } from '#contracts/upstream/core.ts'
import { parseForm } from '#services/kernel/parse-form.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { modelIsKnown } from './model-is-known.ts'
import { understand } from './rules/understand.ts'
import { SELF_CHECK_SESSION, selfCheckTranscript } from './self-checks.ts'
import type { SpeechEngine } from './speech/speech-engine.ts'

/** As the contract bounds it; what an engine says beyond is no transcript of a chunk. */
const LONGEST_TEXT = 50_000

export interface CoreParts {
  readonly engine: SpeechEngine
  readonly models: readonly string[]
  readonly speechTimeoutMs: number
}

export function coreRoutes(app: Hono, { engine, models, speechTimeoutMs }: CoreParts): void {
  app.post('/transcribe', async c => {
    const { file, fields } = await parseForm(c, 'audio', TranscribeFields)
    const { model_version, locale, session_id, sequence_id } = fields
    if (!modelIsKnown(models, model_version)) throw unknownModel(model_version, models)
    const speech = { audio: new Uint8Array(await file.arrayBuffer()), locale }
    const signal = AbortSignal.any([AbortSignal.timeout(speechTimeoutMs), c.req.raw.signal])
    const { text, confidence } =
      session_id === SELF_CHECK_SESSION ? selfCheckTranscript(sequence_id) : await engine.transcribe(speech, signal)
    const said = text.slice(0, LONGEST_TEXT)
    return c.json({ text: said, confidence, ...understand(said), model_version } satisfies TranscribeReply)
  })
}

function unknownModel(name: string, models: readonly string[]): ServiceProblem {
  return new ServiceProblem(422, 'MODEL_UNKNOWN', `there is no model ${name}, only ${models.join(', ')}`, {
    errors: [{ pointer: '/model_version', detail: `must be one of ${models.join(', ')}` }],
  })
}
