// Which engine listens: the endpoint that was named, else the recogniser of this machine, else none.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SettingsInvalid } from '#services/kernel/service-config.ts'
import type { CoreConfig } from '../config.ts'
import { createEndpointEngine } from './create-endpoint-engine.ts'
import { createLengthEngine } from './create-length-engine.ts'
import { createSphinxEngine } from './create-sphinx-engine.ts'
import type { SpeechEngine } from './speech-engine.ts'

const PROGRAM = 'pocketsphinx_continuous'

/** Throws SettingsInvalid when an engine is asked for that is not there. */
export function chooseEngine(config: CoreConfig): SpeechEngine {
  const wanted = config.CORE_SPEECH
  if (config.CORE_STT_URL !== undefined && (wanted === 'auto' || wanted === 'endpoint')) {
    return createEndpointEngine({
      baseUrl: config.CORE_STT_URL,
      // Local endpoints ask for none, but the protocol's header must not be empty.
      apiKey: config.CORE_STT_API_KEY ?? 'none',
      model: config.CORE_STT_MODEL,
      format: config.CORE_STT_FORMAT,
    })
  }
  if (wanted === 'length') return createLengthEngine()
  const program = programOn(config.searchPath)
  if (program !== undefined) return createSphinxEngine(program, createLengthEngine())
  if (wanted === 'pocketsphinx') throw new SettingsInvalid([`CORE_SPEECH: there is no ${PROGRAM} on the PATH`])
  return createLengthEngine()
}

function programOn(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map(folder => join(folder, PROGRAM))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Not there, or not for us: either way it is not on this machine.
    return false
  }
}
