// A core that answers as it is told.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What core was asked about a chunk. */
export interface Asked {
  sequenceId: number
  fields: Record<string, string>
  bytes: Uint8Array
}

/** A reply, or a status; a promise is a slow one. */
export type CoreAnswer = (asked: Asked) => object | number | Promise<object | number>

export interface ScriptedCore {
  /** SERVICE_CORE_URL of a worker. */
  url: string
  close(): void
}

export async function startScriptedCore(answer: CoreAnswer): Promise<ScriptedCore> {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const body: Uint8Array[] = []
      for await (const chunk of request) body.push(chunk as Uint8Array)
      const headers = { 'content-type': request.headers['content-type'] ?? '' }
      const form = await new Response(Buffer.concat(body), { headers }).formData()
      const audio = form.get('audio') as File
      const fields = Object.fromEntries([...form].filter(([name]) => name !== 'audio')) as Record<string, string>
      const bytes = new Uint8Array(await audio.arrayBuffer())
      const answered = await answer({ sequenceId: Number(fields.sequence_id), fields, bytes })
      if (typeof answered === 'number') response.writeHead(answered).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
    })().catch(() => response.destroy()) // Whoever asked was killed meanwhile.
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
