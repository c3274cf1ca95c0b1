// Speech to text on this machine by CMU PocketSphinx, as Debian packages it (pocketsphinx, pocketsphinx-en-us).
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { decodeAudio } from './decode-audio.ts'
import { encodeWav } from './encode-wav.ts'
import { readSphinxOutput } from './read-sphinx-output.ts'
import type { SpeechEngine } from './speech-engine.ts'

const RATE_HZ = 16_000
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024
/** Its packaged model knows English alone. */
const LANGUAGE = 'en'

const run = promisify(execFile)

/** `program` is the path of `pocketsphinx_continuous`; what it has no model for goes to `others`. */
export function createSphinxEngine(program: string, others: SpeechEngine): SpeechEngine {
  return {
    name: 'pocketsphinx',
    async transcribe(speech, signal) {
      if (new Intl.Locale(speech.locale).language !== LANGUAGE) return others.transcribe(speech, signal)
      const wav = encodeWav(await decodeAudio(speech.audio, signal), RATE_HZ)
      const folder = await mkdtemp(join(tmpdir(), 'mandate-core-'))
      try {
        const file = join(folder, 'speech.wav')
        await writeFile(file, wav)
        return readSphinxOutput(await outputOf(program, file, signal))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

async function outputOf(program: string, file: string, signal: AbortSignal): Promise<string> {
  try {
    const args = ['-infile', file, '-time', 'yes', '-logfn', '/dev/null']
    const { stdout } = await run(program, args, { signal, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES })
    return stdout
  } catch (cause) {
    if (signal.aborted) throw new ServiceProblem(504, 'SPEECH_LATE', 'the recogniser did not end in time', { cause })
    throw new ServiceProblem(503, 'SPEECH_UNAVAILABLE', 'the recogniser failed', { cause })
  }
}
