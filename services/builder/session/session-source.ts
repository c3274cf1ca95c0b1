// A session to build from: its frame at once, its blocks one after another, so that a session of many hours needs no memory of its size.
import type { z } from 'zod'
import { SessionBlock } from '#contracts/session-block.ts'
import { BuildFrame, type BuildSession } from '#contracts/upstream/builder.ts'
import { readChunks } from '../files/read-chunks.ts'
import { type JsonPart, SessionUnreadable, splitJson } from './split-json.ts'

export interface SessionSource {
  readonly frame: BuildFrame
  blocks(): AsyncIterable<SessionBlock> | Iterable<SessionBlock>
}

/** One that came whole. */
export function wholeSession({ blocks, ...frame }: BuildSession): SessionSource {
  return { frame, blocks: () => blocks }
}

/** One that lies in a file as JSON; read twice, since blocks may stand before what is needed to write them. */
export async function sessionInFile(path: string): Promise<SessionSource> {
  const parts = () => splitJson(readChunks(path), 'blocks')
  const members: Record<string, unknown> = {}
  for await (const part of parts()) {
    if (part.kind === 'member') Object.assign(members, parsed(part))
  }
  return { frame: checked(BuildFrame, members, ''), blocks: () => blocksOf(parts()) }
}

async function* blocksOf(parts: AsyncIterable<JsonPart>): AsyncGenerator<SessionBlock> {
  let index = 0
  for await (const part of parts) {
    if (part.kind === 'element') yield checked(SessionBlock, parsed(part), `/blocks/${index++}`)
  }
}

function parsed({ kind, bytes }: JsonPart): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  try {
    return JSON.parse(kind === 'member' ? `{${text}}` : text)
  } catch (error) {
    throw new SessionUnreadable('it is not valid JSON', error)
  }
}

function checked<T extends z.ZodType>(schema: T, value: unknown, pointer: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new SessionUnreadable(`${[pointer, ...(issue?.path ?? [])].join('/')}: ${issue?.message}`, result.error)
}
