// Core as tests start it: nothing listens unless they say so.
import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { coreConfig } from '#services/core/config.ts'
import { createCore } from '#services/core/create-core.ts'
import { encodeWav } from '#services/core/speech/encode-wav.ts'
import { listening } from '../kernel/listening.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'

export const FIELDS = {
  session_id: '0198a000-0000-7000-8000-00000000000f',
  sequence_id: '7',
  client_timezone: 'Europe/Madrid',
  adapter_id: 'default',
  model_version: 'core-1',
  locale: 'en-GB',
}

/** Its URL. */
export function coreUrl(env: Record<string, string> = {}): Promise<string> {
  const told = { PORT: '0', DATA_DIR: temporaryFolder(), REFERENCE_KNOBS: '1', CORE_SPEECH: 'length', ...env }
  return listening(createCore(coreConfig(told), pino({ level: 'silent' })))
}

export function formOf(audio: Uint8Array<ArrayBuffer>, fields: Record<string, string | undefined> = {}): FormData {
  const form = new FormData()
  form.set('audio', new Blob([audio]), 'chunk')
  for (const [name, value] of Object.entries({ ...FIELDS, ...fields })) if (value !== undefined) form.set(name, value)
  return form
}

export function transcribe(
  url: string,
  body: FormData | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/transcribe`, { method: 'POST', body, headers, signal: AbortSignal.timeout(3000) })
}

/** Silence of so many seconds, at 16 kHz. */
export function wavOf(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(16_000 * seconds))
  return new Uint8Array(encodeWav({ samples, sampleRate: 16_000, seconds }, 16_000))
}

export function halfSecondOf(extension: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(`test/fixtures/core/half-second.${extension}`))
}
