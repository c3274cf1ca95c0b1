// Turns a body's bytes into a value that means one thing only, or says what is wrong with it.
import { MandateError } from '#domain/errors.ts'
import { checkValues } from './check-values.ts'
import { invalid } from './input-errors.ts'
import { scanJson } from './scan-json.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** @throws MandateError MALFORMED_REQUEST for what is not I-JSON (RFC 7493), VALIDATION_FAILED for what can't be kept */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  const wrong = scanJson(text)
  if (wrong !== undefined) throw new MandateError('MALFORMED_REQUEST', `the body is not acceptable JSON: ${wrong}`)
  const value = parse(text)
  const errors = checkValues(value)
  if (errors.length > 0) throw invalid(errors)
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new MandateError('MALFORMED_REQUEST', 'the body is not UTF-8', { cause })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // V8's message quotes the input; where it stands is enough.
    const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1]
    const where = position === undefined ? '' : ` at position ${position}`
    throw new MandateError('MALFORMED_REQUEST', `the body is not JSON${where}`, { cause })
  }
}
