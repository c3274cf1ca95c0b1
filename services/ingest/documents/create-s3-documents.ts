// Documents in an object store that speaks the S3 API.
import { Readable } from 'node:stream'
import { GetObjectCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { Code } from '@connectrpc/connect'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import { rpcProblem } from '#services/kernel/rpc-problem.ts'
import { S3_MISSING, type S3Settings, s3Client } from '#services/kernel/s3-client.ts'
import type { DocumentSource } from './document-source.ts'

const DEADLINE_MS = 10_000

export function createS3Documents(config: S3Settings): DocumentSource {
  const client = s3Client(config)
  return {
    async read({ bucket, key, versionId }) {
      if (bucket !== config.S3_BUCKET) throw missing()
      const signal = AbortSignal.timeout(DEADLINE_MS)
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...(versionId && { VersionId: versionId }) })
      try {
        const { Body, ContentLength = 0 } = await client.send(command, { abortSignal: signal })
        if (!(Body instanceof Readable)) throw missing()
        if (ContentLength > MAX_SKELETON_BYTES) {
          Body.destroy()
          throw rpcProblem(Code.ResourceExhausted, 'PAYLOAD_TOO_LARGE', 'a document has at most 20 MiB')
        }
        return await Buffer.concat(await Body.toArray({ signal }))
      } catch (error) {
        throw problemOf(error)
      }
    },
  }
}

/** Without an object store nothing lies anywhere. */
export const NO_DOCUMENTS: DocumentSource = {
  async read() {
    throw rpcProblem(Code.FailedPrecondition, 'UNAVAILABLE', 'this service knows no object store: send the document')
  },
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof S3ServiceException)) {
    const isOurs = error instanceof Error && error.name === 'ConnectError'
    return isOurs ? error : rpcProblem(Code.Unavailable, 'UNAVAILABLE', 'the object store is not reachable just now')
  }
  // S3 calls a version id that it never gave out an invalid argument.
  return S3_MISSING.includes(error.name) || error.name === 'InvalidArgument'
    ? missing()
    : rpcProblem(Code.Unavailable, 'UNAVAILABLE', `the object store answered ${error.name}`)
}

function missing() {
  return rpcProblem(Code.NotFound, 'NOT_FOUND', 'there is no such object')
}
