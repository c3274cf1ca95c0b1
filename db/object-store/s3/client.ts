// The place where AWS's clients are made: what they may do by themselves is decided here and nowhere else.

import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'

export interface S3Config {
  /** `http://127.0.0.1:3003`, `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string
  /** Where browsers reach the same store, when that is another address; presigned URLs name it. */
  publicEndpoint?: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  bucket: string
  /** Deadline of a call without a body, and of the head of a GET. */
  timeoutMs?: number
  /** Deadline of a put, and of the reading of a body. */
  transferTimeoutMs?: number
}

export interface Clients {
  /** For what may be done twice. */
  repeating: S3Client
  once: S3Client
  presigning: S3Client
  close(): void
}

export function createClients(config: S3Config): Clients {
  const settings: S3ClientConfig = {
    endpoint: config.endpoint,
    region: config.region,
    credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
    forcePathStyle: true,
    // The SDK's own CRC32 trailers are unknown to many S3 stores; we send SHA-256 where we know it.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    followRegionRedirects: false,
    // Its warnings go to the console otherwise; what matters in them is in the error that the caller gets.
    logger: SILENT,
    requestHandler: { connectionTimeout: 3000, httpAgent: AGENT, httpsAgent: AGENT },
  }
  const repeating = new S3Client({ ...settings, maxAttempts: 3 })
  const once = new S3Client({ ...settings, maxAttempts: 1 })
  const presigning = new S3Client({ ...settings, endpoint: config.publicEndpoint ?? config.endpoint })
  const close = () => {
    for (const client of [repeating, once, presigning]) client.destroy()
  }
  return { repeating, once, presigning, close }
}

const silent = () => {}
const SILENT = { debug: silent, info: silent, warn: silent, error: silent }

const AGENT = { keepAlive: true, maxSockets: 64 }
