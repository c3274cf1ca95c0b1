// A file that is no skeleton, and why.
import type { SetupErrorCode } from '#domain/setup/setup.ts'
import { printable } from './printable.ts'

export class RefusedDocx extends Error {
  readonly code: SetupErrorCode
  /** The entry of the archive; empty: the file itself. */
  readonly part: string

  constructor(code: SetupErrorCode, part: string, detail: string, cause?: unknown) {
    super(printable(detail), cause === undefined ? undefined : { cause })
    this.name = 'RefusedDocx'
    this.code = code
    this.part = printable(part)
  }
}
