// Upstream services in one small server, fast and obedient: good answers by default, any other where a test says so.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CommandSigner, createCommandSigner, HMAC_KEY } from './command-signer.ts'
import { goodAnswer } from './good-answers.ts'

export interface UpstreamCall {
  /** E.g. `/analyst/strategies`. */
  path: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own campaign sent
  body: any
  headers: IncomingMessage['headers']
  at: number
  /** Resolves when the caller has hung up before an answer, or the answer is out. */
  closed: Promise<'answered' | 'hung_up'>
}

export interface ScriptedAnswer {
  status?: number
  headers?: Record<string, string>
  /** A string goes out as it is, anything else as JSON. */
  body?: unknown
  delayMs?: number
  /** Cuts the connection: before the first byte of the answer, or within it. */
  drop?: 'before' | 'within'
  /** Never answers. */
  hang?: boolean
}

/** undefined: the good answer. */
export type Script = (call: UpstreamCall, nth: number) => ScriptedAnswer | undefined

export interface ScriptedUpstreams {
  /** SERVICE_*_URL of a worker, and the key that commands are signed with. */
  env: Record<string, string>
  /** Signs what enterprise is asked to, and whatever a test wants signed. */
  signer: CommandSigner
  calls: UpstreamCall[]
  /** @param path e.g. `/radar/scan`; a trailing `*` matches any end. `nth` counts the calls of one campaign, from 1. */
  script(path: string, script: Script): void
  /** The same for the calls of one campaign alone. */
  behave(campaignId: string, path: string, script: Script): void
  /** Calls of one campaign, in order. */
  callsOf(campaignId: string, path: string): UpstreamCall[]
  reset(): void
  /** Milliseconds that a good answer takes, drawn for each call. */
  latency(next: () => number): void
  close(): Promise<void>
}

export async function startScriptedUpstreams(): Promise<ScriptedUpstreams> {
  const scripts = new Map<string, Script>()
  const counts = new Map<string, number>()
  const calls: UpstreamCall[] = []
  let latencyMs = () => 0
  const signer = await createCommandSigner()

  const good = async (path: string, body: UpstreamCall['body']) => {
    if (path === '/enterprise/.well-known/jwks.json') return signer.jwks
    return path === '/enterprise/commands' ? signer.sign(body) : goodAnswer(path, body)
  }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    const text = await readAll(request)
    const closed = new Promise<'answered' | 'hung_up'>(resolve =>
      response.once('close', () => resolve(response.writableFinished ? 'answered' : 'hung_up')),
    )
    const call: UpstreamCall = {
      path,
      body: text && JSON.parse(text),
      headers: request.headers,
      at: Date.now(),
      closed,
    }
    calls.push(call)
    const key = `${path} ${call.body?.campaign_id ?? ''}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    const script = scripts.get(key) ?? [...scripts].find(([pattern]) => fits(pattern, path))?.[1]
    const answer = script?.(call, nth) ?? { body: await good(path, call.body), delayMs: latencyMs() }
    await send(request, response, answer)
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const names = ['radar', 'analyst', 'visual', 'optimizer', 'enterprise']
  return {
    env: {
      ...Object.fromEntries(names.map(name => [`SERVICE_${name.toUpperCase()}_URL`, `${url}/${name}`])),
      COMMAND_HMAC_KEY: HMAC_KEY,
    },
    signer,
    calls,
    script: (path, script) => void scripts.set(path, script),
    behave: (campaignId, path, script) => void scripts.set(`${path} ${campaignId}`, script),
    callsOf: (campaignId, path) => calls.filter(call => call.path === path && call.body?.campaign_id === campaignId),
    reset() {
      scripts.clear()
      counts.clear()
      calls.length = 0
    },
    latency: next => {
      latencyMs = next
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function send(request: IncomingMessage, response: ServerResponse, answer: ScriptedAnswer): Promise<void> {
  if (answer.hang) return
  if (answer.delayMs) await new Promise(resolve => setTimeout(resolve, answer.delayMs))
  if (answer.drop === 'before') return void request.socket.destroy()
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {})
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
  if (answer.drop !== 'within') return void response.end(body)
  response.write(body.slice(0, Math.ceil(body.length / 2)))
  setTimeout(() => request.socket.destroy(), 20)
}

const fits = (pattern: string, path: string) =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
