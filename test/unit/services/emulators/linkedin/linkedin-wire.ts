// LinkedIn's emulator over a real socket, with a clock that can be moved, and a caller who knows the headers.
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { startLinkedinEmulator } from '#test/support/linkedin-emulator.ts'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'

const PNG_BASE64 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
export const PNG = Buffer.from(PNG_BASE64, 'base64')

export const HEADERS = {
  authorization: 'Bearer emulated-demo',
  'linkedin-version': '202609',
  'x-restli-protocol-version': '2.0.0',
}
export type Headers = Record<string, string | undefined>

const Begun = z.object({ value: z.object({ uploadUrl: z.url(), image: z.string(), uploadUrlExpiresAt: z.number() }) })

export async function linkedinWire(options: { dataDir?: string; processingMs?: number } = {}) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const dataDir = options.dataDir ?? temporaryFolder()
  const emulator = await startLinkedinEmulator({ processingMs: 200, ...options, dataDir, now: () => clock.now })
  const close = once(() => emulator.close())
  onTestFinished(close)
  const call = (method: string, path: string, body?: unknown, headers: Headers = {}) =>
    fetch(emulator.url + path, {
      method,
      headers: given({ ...HEADERS, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const begin = async (owner = 'urn:li:organization:demo', headers: Headers = {}) =>
    Begun.parse(
      await (
        await call('POST', '/rest/images?action=initializeUpload', { initializeUploadRequest: { owner } }, headers)
      ).json(),
    ).value
  return {
    url: emulator.url,
    clock,
    close,
    call,
    begin,
    fault: emulator.fault,
    get: (path: string, headers: Headers = {}) => call('GET', path, undefined, headers),
    post: (commentary: string, more: object = {}, headers: Headers = {}) =>
      call('POST', '/rest/posts', postBody(commentary, more), headers),
    find: (query = '', headers: Headers = {}) =>
      call('GET', `/rest/posts?q=author&author=urn%3Ali%3Aorganization%3Ademo${query}`, undefined, {
        'x-restli-method': 'FINDER',
        ...headers,
      }),
    texts: async () => (await emulator.published()).map(({ text }) => text),
    published: emulator.published,
    /** @returns the URN of an image that is available */
    async uploaded(bytes: Uint8Array = PNG): Promise<string> {
      const { uploadUrl, image } = await begin()
      await fetch(uploadUrl, { method: 'PUT', body: Uint8Array.from(bytes) })
      clock.now = new Date(clock.now.getTime() + 1000)
      return image
    },
  }
}

export function postBody(commentary: string, more: object = {}) {
  return {
    author: 'urn:li:organization:demo',
    commentary,
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...more,
  }
}

/** Those that are not undefined. */
function given(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined
  return () => {
    closed ??= close()
    return closed
  }
}
