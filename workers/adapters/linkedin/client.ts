// LinkedIn's HTTP API apart from the publishing call: reads and the upload of images. https://learn.microsoft.com/linkedin/
import { z } from 'zod'
import { JsonObject, VendorText } from '#contracts/primitives.ts'
import type { Quoting } from '#queues/logging/say-error.ts'
import { spannedFetch } from '../http/spanned-fetch.ts'
import { type LinkedinError, linkedinError } from './errors.ts'
import { parsedJson } from './parsed-json.ts'

export interface LinkedinClientOptions {
  /** What stands for https://api.linkedin.com, e.g. http://127.0.0.1:3010/linkedin */
  baseUrl: string
  timeoutMs: number
  /** LinkedIn-Version, YYYYMM. */
  version: string
}

const Image = z.object({ id: z.string() })
export const LinkedinPost = z.object({
  id: z.string(),
  author: z.string(),
  commentary: VendorText.default(''),
  /** Milliseconds since 1970, both. */
  createdAt: z.number(),
  lastModifiedAt: z.number().optional(),
  content: z
    .object({ media: Image.optional(), multiImage: z.object({ images: z.array(Image) }).optional() })
    .optional(),
})
export type LinkedinPost = z.output<typeof LinkedinPost>

const Posts = z.object({ elements: z.array(LinkedinPost) })
const Upload = z.object({
  value: z.object({
    uploadUrl: z.url(),
    image: z.string().startsWith('urn:li:image:'),
    uploadUrlExpiresAt: z.number().optional(),
  }),
})
const ImageStatus = z.object({ status: z.string() })
const UserInfo = z.object({ sub: z.string() })

export type LinkedinClient = ReturnType<typeof createLinkedinClient>

/** Every call has a deadline and follows no redirect. @throws LinkedinRefusal on any answer but a good one */
export function createLinkedinClient({ baseUrl, timeoutMs, version }: LinkedinClientOptions) {
  const base = baseUrl.replace(/\/$/, '')
  const ask = async (url: string, init: RequestInit, signal: AbortSignal) => {
    const response = await spannedFetch('linkedin', url, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'error',
    })
    const body = parsedJson(await response.text())
    if (!response.ok) throw new LinkedinRefusal(response, linkedinError(response.status, body))
    return body
  }
  const get = (path: string, token: string, signal: AbortSignal, more: Record<string, string> = {}) =>
    ask(`${base}${path}`, { headers: { ...restHeaders(token, version), ...more } }, signal)
  return {
    post: async (token: string, urn: string, signal: AbortSignal) =>
      LinkedinPost.parse(await get(`/rest/posts/${encodeURIComponent(urn)}`, token, signal)),

    /** One page of an author's posts, the last modified first; `start` counts posts. */
    async postsOf(token: string, author: string, start: number, count: number, signal: AbortSignal) {
      const query = `q=author&author=${encodeURIComponent(author)}&count=${count}&start=${start}&sortBy=LAST_MODIFIED`
      return Posts.parse(await get(`/rest/posts?${query}`, token, signal, { 'x-restli-method': 'FINDER' })).elements
    },

    async initializeUpload(token: string, owner: string, signal: AbortSignal) {
      const init = {
        method: 'POST',
        headers: { ...restHeaders(token, version), 'content-type': 'application/json' },
        body: JSON.stringify({ initializeUploadRequest: { owner } }),
      }
      return Upload.parse(await ask(`${base}/rest/images?action=initializeUpload`, init, signal)).value
    },

    /** @param uploadUrl as LinkedIn gave it: on another host, where it is a permission of its own */
    async upload(token: string, uploadUrl: string, bytes: Uint8Array, mime: string, signal: AbortSignal) {
      const url = new URL(uploadUrl)
      const ours = url.origin === new URL(base).origin
      if (url.protocol !== 'https:' && !ours) throw new Error(`no image is uploaded by ${url.protocol} to ${url.host}`)
      // The token goes to LinkedIn alone, whatever address an answer names.
      const authorization = ours || isLinkedin(url) ? { authorization: `Bearer ${token}` } : {}
      const body = Uint8Array.from(bytes)
      await ask(uploadUrl, { method: 'PUT', headers: { ...authorization, 'content-type': mime }, body }, signal)
    },

    /** `WAITING_UPLOAD`, `PROCESSING`, `AVAILABLE`, `PROCESSING_FAILED`. */
    imageStatus: async (token: string, image: string, signal: AbortSignal) =>
      ImageStatus.parse(await get(`/rest/images/${encodeURIComponent(image)}`, token, signal)).status,

    /** Figures of one post of an organization. */
    async shareStatistics(token: string, organization: string, urn: string, signal: AbortSignal) {
      const list = `${urn.startsWith('urn:li:ugcPost:') ? 'ugcPosts' : 'shares'}=List(${encodeURIComponent(urn)})`
      const query = `q=organizationalEntity&organizationalEntity=${encodeURIComponent(organization)}&${list}`
      return JsonObject.parse(await get(`/rest/organizationalEntityShareStatistics?${query}`, token, signal))
    },

    /** Likes and comments of one post: all that a member's token shows. */
    socialActions: async (token: string, urn: string, signal: AbortSignal) =>
      JsonObject.parse(await get(`/rest/socialActions/${encodeURIComponent(urn)}`, token, signal)),

    /** @returns the URN of the member whom the token belongs to */
    async person(token: string, signal: AbortSignal) {
      // OpenID's call is not one of the versioned API.
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
      return `urn:li:person:${UserInfo.parse(await ask(`${base}/v2/userinfo`, { headers }, signal)).sub}`
    },

    organization: async (token: string, id: string, signal: AbortSignal) =>
      void (await get(`/rest/organizations/${encodeURIComponent(id)}`, token, signal)),
  }
}

export function restHeaders(token: string, version: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'linkedin-version': version,
    'x-restli-protocol-version': '2.0.0',
  }
}

function isLinkedin({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && (hostname === 'linkedin.com' || hostname.endsWith('.linkedin.com'))
}

/** An answer that is no success; what it says is in `error`. */
export class LinkedinRefusal extends Error implements Quoting {
  readonly forLog: string
  readonly status: number
  readonly error: LinkedinError
  readonly retryAfter: string | undefined
  constructor({ status, headers }: Response, error: LinkedinError) {
    super(saidIn(status, error))
    this.name = 'LinkedinRefusal'
    this.forLog = `LinkedIn answered ${status}: ${error.kind}`
    this.status = status
    this.error = error
    this.retryAfter = headers.get('retry-after') ?? undefined
  }
}

function saidIn(status: number, error: LinkedinError): string {
  switch (error.kind) {
    case 'unclear':
      return `LinkedIn ${error.detail}`
    case 'refused':
      return `LinkedIn answered ${status}: ${error.error.message}`
    case 'unauthorized':
    case 'duplicate':
      return `LinkedIn answered ${status}: ${error.detail}`
    case 'throttled':
      return `LinkedIn answered ${status}`
    default:
      return error satisfies never
  }
}
