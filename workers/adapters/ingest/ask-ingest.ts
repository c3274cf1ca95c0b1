// A call of ingest over gRPC: as who we are, within a deadline of ours, as a span.
import { type CallOptions, type Client, createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { IngestService } from '#contracts/rpc/mandate/ingest/v1/ingest_pb.ts'
import { inTime, tooLate } from '#queues/in-time.ts'
import { callSpan } from '../http/call-span.ts'
import type { OwnToken } from '../own-token.ts'

export interface AskIngestOptions {
  baseUrl: string
  token: OwnToken
  /** Of an answer. */
  maxBytes: number
}

export type IngestClient = Client<typeof IngestService>
export type AskIngest = <T>(
  method: string,
  limit: { timeoutMs: number; signal?: AbortSignal },
  work: (client: IngestClient, options: CallOptions) => Promise<T>,
) => Promise<T>

/** The connection is kept, so that a question is not spent on opening one. */
export function createAskIngest({ baseUrl, token, maxBytes }: AskIngestOptions): AskIngest {
  const transport = createGrpcTransport({ baseUrl: baseUrl.replace(/\/$/, ''), readMaxBytes: maxBytes })
  const client: IngestClient = createClient(IngestService, transport)
  return (method, { timeoutMs, signal }, work) => {
    const url = new URL(`/${IngestService.typeName}/${method}`, baseUrl)
    const asked = async () => {
      const bearer = await token()
      const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
      const limits = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]
      return callSpan({ peer: 'ingest', method: 'POST', url }, span =>
        work(client, { timeoutMs, signal: AbortSignal.any(limits), headers: { ...authorization, ...span.headers } }),
      )
    }
    // Ours, too: the transport's own deadline begins when it has a connection.
    return inTime(asked(), timeoutMs, tooLate(`ingest did not answer within ${timeoutMs} ms`))
  }
}
