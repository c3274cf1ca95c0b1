// Stands where an API is configured without an object store: every call says so.
import { MandateError } from '#domain/errors.ts'
import type { Ports } from './pipeline/ports.ts'

export const NO_STORE: Ports['store'] = {
  ...{ put: unkept, get: unkept, head: unkept, delete: unkept, copyFrom: unkept, list: unkept },
  ...{ presignGet: unkept, presignPut: unkept, presignPart: unkept },
  ...{ startUpload: unkept, completeUpload: unkept, abortUpload: unkept },
}

async function unkept(): Promise<never> {
  throw new MandateError('UNAVAILABLE', 'this API knows no object store, and so nowhere to keep what is uploaded')
}
