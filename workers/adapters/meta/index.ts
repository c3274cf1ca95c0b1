// Meta as a PlatformPort: pages, Instagram and ads behind the Graph API.
import { type CredentialSource, CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { PlatformAccount, PlatformPort, Post, Prepared } from '#domain/ports/platform.ts'
import { connectOnce } from '../http/connect-once.ts'
import { createAds } from './ads.ts'
import { authenticateMeta } from './authenticate.ts'
import { authorization, createGraph, GraphRefusal, graphUrl } from './client.ts'
import { type MetaKind, metaCredentials } from './credentials.ts'
import { Halt } from './halt.ts'
import { createInstagram } from './instagram.ts'
import { page } from './page.ts'
import type { Surface } from './surface.ts'
import { fromMetaAnswer } from './transform.ts'

export interface MetaPlatformOptions {
  /** E.g. https://graph.facebook.com or http://127.0.0.1:3010/meta */
  baseUrl: string
  /** Default v26.0. */
  apiVersion?: string
  /** Of each read and each preparing call, and of connecting. */
  timeoutMs: number
  credentials: CredentialSource
  /** Where Instagram can fetch a medium; default its own address, which then has to be public. */
  publicAddressOf?(medium: Post['media'][number], signal: AbortSignal): Promise<string>
  /** The first wait for a container; default 2 s. */
  pollMs?: number
  /** How long a part of an ad may take to come up in Meta's lists; default 60 s. */
  settleMs?: number
  /** From the making of an ad set to its end; default 30 days. */
  adLifetimeMs?: number
}

export function createMetaPlatform(options: MetaPlatformOptions): PlatformPort {
  const { credentials: source, timeoutMs } = options
  const graphOptions = { ...options, apiVersion: options.apiVersion ?? 'v26.0' }
  const surfaces: Record<MetaKind, Surface> = {
    page,
    instagram: createInstagram({
      pollMs: options.pollMs ?? 2000,
      publicAddressOf: options.publicAddressOf ?? (async ({ url }) => url),
    }),
    ads: createAds({
      settleMs: options.settleMs ?? 60_000,
      adLifetimeMs: options.adLifetimeMs ?? 30 * 24 * 3600_000,
    }),
  }
  const credentialsOf = async (account: PlatformAccount, signal: AbortSignal) =>
    metaCredentials(kindOf(account), await source.credentialsOf('META', account, signal))
  const graphOf = async (account: PlatformAccount, signal: AbortSignal) =>
    createGraph(graphOptions, await credentialsOf(account, signal), signal)

  return {
    name: 'META',
    capabilities: kind => surfaces[metaKind(kind)].capabilities,

    async authenticate(account, signal) {
      return authenticateMeta(() => graphOf(account, signal))
    },

    async prepare(post, tools) {
      try {
        return await surfaces[kindOf(post.account)].prepare(post, tools, await graphOf(post.account, tools.signal))
      } catch (error) {
        return preparedBy(error)
      }
    },

    async connect(account, signal) {
      const surface = surfaces[kindOf(account)]
      const credentials = await credentialsOf(account, signal)
      const { send, close } = await connectOnce({ name: 'meta', origin: new URL(options.baseUrl) }, timeoutMs, signal)
      return {
        close,
        async postContent(post, handles, answerTimeoutMs) {
          const call = surface.publishing(post, handles, credentials)
          if (call === undefined) return { kind: 'unknown', detail: 'it was not prepared, so nothing was sent' }
          const { pathname, search } = graphUrl(graphOptions, credentials, call.path)
          const headers = { ...authorization(credentials), 'content-type': 'application/json' }
          try {
            const answer = await send(
              { method: 'POST', path: pathname + search, headers, body: JSON.stringify(call.body) },
              answerTimeoutMs,
            )
            return fromMetaAnswer(answer, surface.permalinkOf, Date.now())
          } catch (error) {
            return { kind: 'unknown', detail: said(error) }
          }
        },
      }
    },

    async probe(post, clues, signal) {
      try {
        const { account } = post
        return await surfaces[kindOf(account)].probe(post, clues, await graphOf(account, signal))
      } catch (error) {
        return { kind: 'indeterminate', detail: said(error) }
      }
    },

    async getMetrics({ account, platformRefId }, signal) {
      return surfaces[kindOf(account)].metrics(platformRefId, await graphOf(account, signal))
    },
  }
}

function kindOf({ kind }: PlatformAccount): MetaKind {
  return metaKind(kind)
}

/** @throws CredentialsRefused for an account that can't be one of Meta's */
function metaKind(kind: PlatformAccount['kind']): MetaKind {
  if (kind === 'page' || kind === 'instagram' || kind === 'ads') return kind
  throw new CredentialsRefused(`META has no accounts of the kind ${kind}`)
}

/** What has ended a preparation early; everything that may go better later is thrown on. */
function preparedBy(error: unknown): Prepared {
  if (error instanceof Halt) return error.prepared
  if (error instanceof CredentialsRefused) return { kind: 'unauthorized', detail: error.message }
  if (error instanceof GraphRefusal && error.verdict.kind !== 'unknown') return error.verdict
  throw error
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
