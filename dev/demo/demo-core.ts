// The knobs of the reference core that the demo turns: what it hears where it has no ears, and when it is out of order.
import { z } from 'zod'
import type { TranscribeReply } from '#contracts/upstream/core.ts'
import { understand } from '#services/core/rules/understand.ts'
import { sha256Of } from './create-session-client.ts'
import type { MeetingChunk } from './read-meeting.ts'

export interface DemoCore {
  /** Who listens there: `length` is nobody. */
  engine: string
  /** Whether the demo tells it what it hears: only where nobody listens. */
  isTold: boolean
  /** From now on it answers 500 to everything. */
  breakDown(): Promise<void>
  /** It is itself again; but of the audio that it does not manage it says 503. */
  mend(): Promise<void>
}

const PATH = '/transcribe'
const NOBODY = 'length'

export async function openDemoCore(
  url: string,
  { chunks, modelVersion, signal }: { chunks: readonly MeetingChunk[]; modelVersion: string; signal: AbortSignal },
): Promise<DemoCore> {
  const health = await fetch(`${url}/health`, { signal })
  const { engine } = z.object({ engine: z.string() }).parse(await health.json())
  const isTold = engine === NOBODY
  const turn = async (method: 'POST' | 'DELETE', knob: string, body?: object) => {
    const response = await fetch(`${url}/_reference/${knob}`, {
      method,
      signal,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`core answered ${response.status}: ${await response.text()}`)
  }
  return {
    engine,
    isTold,
    breakDown: () => turn('POST', 'faults', { fault: 'error_500', path: PATH }),
    async mend() {
      // This clears scripted replies as well.
      await turn('DELETE', 'faults')
      for (const chunk of chunks) {
        const match = { path: PATH, sha256: sha256Of(chunk.audio) }
        if (chunk.heard_by !== 'core') await turn('POST', 'replies', { match, status: 503, reply: OUT_OF_ORDER })
        else if (isTold && chunk.text !== '')
          await turn('POST', 'replies', { match, reply: heardOf(chunk, modelVersion) })
      }
    },
  }
}

const OUT_OF_ORDER = { title: 'Service Unavailable', status: 503, code: 'SPEECH_UNAVAILABLE' }

/** The words come from the script, what they ask for from core's own rules. */
function heardOf({ text, heard = text }: MeetingChunk, modelVersion: string): TranscribeReply {
  return { text: heard, confidence: 1, ...understand(heard), model_version: modelVersion }
}
