// Which piece of audio a request brings: told by headers beside a raw body, or by the fields of a form.
import { AUDIO_TYPES, type AudioType, ChunkHead } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import { inputErrors, invalid } from '../body/input-errors.ts'

export const HEADER_OF = {
  sequence_id: 'X-Sequence-Id',
  sha256: 'X-Chunk-Sha256',
  started_at: 'X-Started-At',
  duration_ms: 'X-Duration-Ms',
  epoch: 'X-Session-Epoch',
} as const satisfies Record<keyof ChunkHead, string>

/** @throws MandateError VALIDATION_FAILED; a pointer is the header's name */
export function headOfHeaders(headers: Headers): ChunkHead {
  const given = Object.fromEntries(
    Object.entries(HEADER_OF).flatMap(([name, header]) => {
      const value = headers.get(header)
      return value === null ? [] : [[name, value]]
    }),
  )
  return parsed(given, path => HEADER_OF[String(path[0]) as keyof ChunkHead] ?? String(path[0]))
}

/** @throws MandateError VALIDATION_FAILED; a pointer is the field's name */
export function headOfForm(form: FormData): ChunkHead {
  const fields = [...form.entries()].filter(([name, value]) => name !== 'audio' && typeof value === 'string')
  return parsed(Object.fromEntries(fields), path => `/${String(path[0])}`)
}

function parsed(given: Record<string, unknown>, pointerOf: (path: readonly PropertyKey[]) => string): ChunkHead {
  const result = ChunkHead.safeParse(given)
  if (result.success) return result.data
  throw invalid(inputErrors(result.error.issues, pointerOf))
}

/** @throws MandateError UNSUPPORTED_MEDIA_TYPE unless it is audio of a kind that can be heard */
export function demandAudio(contentType: string | null): AudioType {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase()
  const known = AUDIO_TYPES.find(
    each => each === (type === 'audio/x-wav' || type === 'audio/wave' ? 'audio/wav' : type),
  )
  if (known !== undefined) return known
  throw new MandateError('UNSUPPORTED_MEDIA_TYPE', `the audio must be one of ${AUDIO_TYPES.join(', ')}`, {
    members: { accepted: AUDIO_TYPES },
  })
}
