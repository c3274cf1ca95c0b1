// The command line in this process, against an API that answers as a test tells it.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import type { World } from '#sdk/cli/context.ts'
import { runCli } from '#sdk/cli/run-cli.ts'

export interface AskedOf {
  method: string
  path: string
  body: unknown
  bytes: Buffer
  headers: IncomingHttpHeaders
  authorization: string | undefined
}
export interface Answer {
  status?: number
  body: unknown
  headers?: Record<string, string>
}
interface Around {
  env?: Record<string, string>
  stdin?: string | World['stdin']
  tty?: boolean
  signal?: AbortSignal
}

export async function openCliRig(answer: (path: string, asked: AskedOf) => Answer) {
  const asked: AskedOf[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const bytes = Buffer.concat(parts)
    const { method = '', url: path = '', headers } = request
    const isJson = headers['content-type']?.includes('json') && bytes.length > 0
    const body = isJson ? JSON.parse(bytes.toString()) : undefined
    const one = { method, path, body, bytes, headers, authorization: headers.authorization }
    asked.push(one)
    const { status = 200, body: said, headers: more = {} } = answer(path, one)
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(said))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function mandate(words: string[], { env = {}, stdin = '', tty = false, signal }: Around = {}) {
    const written = { out: '', err: '' }
    const stream = (name: 'out' | 'err') =>
      Object.assign(
        new Writable({
          write(chunk, _encoding, done) {
            written[name] += String(chunk)
            done()
          },
        }),
        { isTTY: tty },
      )
    const typed = async function* () {
      if (typeof stdin === 'string') yield stdin
    }
    const code = await runCli(words, {
      env: { MANDATE_URL: url, MANDATE_TOKEN: 'token', ...env },
      stdin: typeof stdin === 'string' ? typed() : stdin,
      ...{ stdout: stream('out'), stderr: stream('err'), version: '9.9.9' },
      signal: signal ?? new AbortController().signal,
    })
    return { code, ...written }
  }
  return { asked, mandate, close: () => void server.close() }
}

export const problem = (status: number, code: string, more = {}): Answer => ({
  status,
  body: {
    ...{ type: 'about:blank', title: code, status, detail: `because of ${code}`, instance: '/', code },
    ...{ trace_id: 'abc', ...more },
  },
})
