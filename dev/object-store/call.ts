// The place of the shape that every operation has: what it is given, and what it answers.

import type { Readable } from 'node:stream'
import type { RequestBody } from './request-body.ts'
import type { S3Request } from './s3-request.ts'
import type { Storage } from './storage.ts'
import type { XmlElement } from './xml.ts'

export interface Call {
  request: S3Request
  /** The path's bucket and key; empty where the route has none. */
  bucket: string
  key: string
  body: RequestBody
  storage: Storage
  region: string
  maxObjectBytes: number
  presigned: boolean
  now(): number
}

export interface S3Answer {
  status: number
  headers?: Record<string, string>
  xml?: { root: string; element: XmlElement }
  /** Small enough to be at hand. */
  bytes?: Uint8Array
  stream?: Readable
}

export type Operation = (call: Call) => Promise<S3Answer>
