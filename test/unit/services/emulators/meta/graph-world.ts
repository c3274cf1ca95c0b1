// The emulated Graph API over a real socket, with a clock that can be moved, called as one account.
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { startMetaEmulator } from '#test/support/meta-emulator.ts'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'

const Reply = z.looseObject({
  id: z.string().optional(),
  data: z.array(z.looseObject({})).optional(),
  error: z
    .looseObject({ message: z.string(), code: z.int(), error_subcode: z.int().optional(), fbtrace_id: z.string() })
    .optional(),
})

export async function graphWorld(account: string, dataDir = temporaryFolder()) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const emulator = await startMetaEmulator(dataDir, () => clock.now)
  onTestFinished(() => emulator.close())
  const headers = { authorization: `Bearer emulated-${account}` }
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${emulator.url}/v26.0${path}`, { ...init, headers: { ...headers, ...init.headers } })
    return { status: response.status, headers: response.headers, body: Reply.parse(await response.json()) }
  }
  const post = (path: string, body: object, more: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...more },
    })
  return {
    emulator,
    clock,
    /** Moves the clock. */
    later(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms)
    },
    ask,
    post,
    form: (path: string, body: FormData | URLSearchParams) => ask(path, { method: 'POST', body }),
    /** The id of what is created. @throws when it is refused */
    async made(path: string, body: object): Promise<string> {
      const { body: reply } = await post(path, body)
      if (reply.id === undefined) throw new Error(JSON.stringify(reply))
      return reply.id
    },
    texts: async () => (await emulator.published()).map(({ text }) => text),
  }
}
