// A core that answers at once, and with as many words as a whole chapter: what a long session is made of, without hearing it.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { finished } from 'node:stream/promises'

export interface TalkativeCore {
  url: string
  close(): Promise<void>
}

/** @param bytes of each text */
export async function startTalkativeCore(bytes: number): Promise<TalkativeCore> {
  const text = 'What was said at length. '.repeat(Math.ceil(bytes / 25)).slice(0, bytes)
  const answer = JSON.stringify({ text, confidence: 0.9, model_version: 'talkative-1' })
  const server = createServer(async (request, response) => {
    request.resume()
    // Whoever hangs up hears no answer, and that is all.
    await finished(request).catch(() => undefined)
    response.setHeader('content-type', 'application/json')
    response.end(request.method === 'POST' ? answer : '{"status":"ok"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // of a TCP server
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
