// What core asks of itself, through its own route: that it hears a tone for as long as it lasts, and understands what it is told.
import { TranscribeReply } from '#contracts/upstream/core.ts'
import type { SelfCheck } from '#services/kernel/self-check.ts'
import { encodeWav } from './speech/encode-wav.ts'
import type { Transcript } from './speech/speech-engine.ts'

/** The nil UUID belongs to no session: what was said in it stands below, and no engine listens. */
export const SELF_CHECK_SESSION = '00000000-0000-0000-0000-000000000000'
/** Nobody's either, but listened to as any other. */
const HEARD_SESSION = '0198c0de-0000-7000-8000-0000000000c8'

const RATE_HZ = 16_000
const SAID = [
  { text: 'Vote: Anna yes, Ben no', asks: ['VOTE', 'Anna yes', 'Ben no'] },
  { text: 'Tarea: escribir el acta para Ana, vence el viernes', asks: ['ACTION_ITEM', 'escribir el acta Ana viernes'] },
  { text: 'Antrag: Wir malen den Saal', asks: ['TPL_PROPOSAL'] },
  { text: 'We begin at nine', asks: [] },
]

/** What is said in the sequence of the self-check's own session, from 1. */
export function selfCheckTranscript(sequenceId: number): Transcript {
  return { text: SAID[sequenceId - 1]?.text ?? '', confidence: 1 }
}

/** `engineName` decides what of a second of tone can be expected, `model` is one that core has. */
export function coreSelfChecks(engineName: string, model: string): SelfCheck[] {
  return [
    {
      name: 'listens to a second of sound and claims no more than it heard',
      async run(call) {
        const reply = TranscribeReply.parse(await call('/transcribe', formOf(HEARD_SESSION, 1, model)))
        // A recogniser may take a tone for a word; only who does not listen knows what it will say.
        const expected = engineName === 'length' ? { text: '[speech 1.0 s]', confidence: 0 } : { model_version: model }
        const got =
          engineName === 'length'
            ? { text: reply.text, confidence: reply.confidence }
            : { model_version: reply.model_version }
        return { ok: JSON.stringify(got) === JSON.stringify(expected), expected, got }
      },
    },
    {
      name: 'understands a vote, a task and a proposal in three languages, and plain talk as nothing but talk',
      async run(call) {
        const got: string[][] = []
        for (let sequence = 1; sequence <= SAID.length; sequence += 1) {
          got.push(
            asksOf(TranscribeReply.parse(await call('/transcribe', formOf(SELF_CHECK_SESSION, sequence, model)))),
          )
        }
        const expected = SAID.map(({ asks }) => asks)
        return { ok: JSON.stringify(got) === JSON.stringify(expected), expected, got }
      },
    },
  ]
}

function asksOf({ intent, template_id }: TranscribeReply): string[] {
  if (intent !== undefined) return [intent.intent_id, ...intent.rows.map(row => row.join(' '))]
  return template_id === undefined ? [] : [template_id]
}

function formOf(sessionId: string, sequence: number, model: string): FormData {
  const form = new FormData()
  form.set('audio', new Blob([Uint8Array.from(secondOfTone())], { type: 'audio/wav' }), 'tone.wav')
  const fields = {
    session_id: sessionId,
    sequence_id: String(sequence),
    client_timezone: 'UTC',
    adapter_id: 'self-check',
    model_version: model,
    locale: 'en',
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function secondOfTone(): Buffer {
  const samples = Float32Array.from({ length: RATE_HZ }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 440 * n) / RATE_HZ))
  return encodeWav({ samples, sampleRate: RATE_HZ, seconds: 1 }, RATE_HZ)
}
