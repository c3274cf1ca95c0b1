// The place where an answer or an error goes onto the wire.

import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { S3Answer } from './call.ts'
import { S3Error } from './s3-error.ts'
import { toXml } from './xml.ts'

/** Resolves when the last byte was handed to the connection; rejects when the client went away before. */
export async function respond(
  outgoing: ServerResponse,
  answer: S3Answer,
  common: Record<string, string>,
): Promise<void> {
  const { status, headers, xml, stream, bytes } = answer
  if (stream !== undefined) {
    outgoing.writeHead(status, { ...common, ...headers })
    return pipeline(stream, outgoing)
  }
  if (bytes !== undefined) {
    outgoing.writeHead(status, { ...common, ...headers })
    return void outgoing.end(bytes)
  }
  sendText(outgoing, status, xml === undefined ? '' : toXml(xml.root, xml.element), { ...common, ...headers })
}

/** Says what went wrong as S3 does; what is not an S3Error becomes InternalError without any of its text. */
export function respondError(
  outgoing: ServerResponse,
  error: unknown,
  about: ErrorContext,
  common: Record<string, string>,
): void {
  // Half an answer cannot be taken back: cutting the connection is how the client learns of it.
  if (outgoing.headersSent) return void outgoing.destroy()
  const { code, message, status, details, headers } = error instanceof S3Error ? error : new S3Error('InternalError')
  const element = { Code: code, Message: message, ...details, Resource: about.path, RequestId: about.id }
  if (status === 304) sendText(outgoing, status, '', { ...common, ...headers })
  else sendText(outgoing, status, toXml('Error', element, false), { ...common, ...headers })
}

export interface ErrorContext {
  path: string | undefined
  id: string | undefined
}

function sendText(outgoing: ServerResponse, status: number, text: string, headers: Record<string, string>): void {
  const bodiless = status === 204 || status === 304
  outgoing.writeHead(status, {
    ...(text !== '' && { 'Content-Type': 'application/xml' }),
    ...(!bodiless && { 'Content-Length': String(Buffer.byteLength(text)) }),
    ...headers,
  })
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : text)
}
