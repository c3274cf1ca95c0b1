// The route of Builder: what it is asked, and what it answers when a document cannot be built.
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Hono } from 'hono'
import { z } from 'zod'
import { BuildByReference, BuildSession } from '#contracts/upstream/builder.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { buildDocument } from './build-document.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type SessionSource, sessionInFile, wholeSession } from './session/session-source.ts'
import { SessionUnreadable } from './session/split-json.ts'
import { SkeletonInvalid } from './skeleton/open-skeleton.ts'
import { type DocumentStore, ObjectMissing, ObjectStoreAway } from './store/document-store.ts'

export interface BuilderParts {
  readonly store: DocumentStore
  /** What is being built lies here, each build in a folder of its own. */
  readonly workDir: string
}

const Which = z.looseObject({ session_ref: z.unknown().optional() })

/** `POST /build`: 422 for what no other try would mend, 503 while the object store is away. */
export function builderRoutes(app: Hono, { store, workDir }: BuilderParts): void {
  // A build keeps a core busy all by itself: side by side they would only take more memory, each its own.
  const inTurn = oneAtATime()
  app.post('/build', async c => {
    // Told apart first, so that what is wrong is named by its own pointer and not as two shapes that do not fit.
    const { session_ref } = await parseBody(c, Which)
    const request = session_ref === undefined ? await parseBody(c, BuildSession) : await parseBody(c, BuildByReference)
    const build = async () => {
      await mkdir(workDir, { recursive: true })
      const folder = await mkdtemp(join(workDir, 'build-'))
      try {
        const source = 'session_ref' in request ? await fetched(request, store, folder) : wholeSession(request)
        return await buildDocument(source, store, folder)
      } catch (error) {
        throw problemOf(error)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
    return c.json(await inTurn(build))
  })
}

async function fetched(
  { session_ref }: BuildByReference,
  store: DocumentStore,
  folder: string,
): Promise<SessionSource> {
  const path = join(folder, 'session.json')
  await pipeline(Readable.from(store.read(session_ref)), createWriteStream(path))
  return sessionInFile(path)
}

function problemOf(error: unknown): unknown {
  if (error instanceof ObjectMissing) return new ServiceProblem(422, 'OBJECT_MISSING', error.message, { cause: error })
  if (error instanceof SkeletonInvalid)
    return new ServiceProblem(422, 'SKELETON_INVALID', error.message, { cause: error })
  if (error instanceof SessionUnreadable)
    return new ServiceProblem(422, 'SESSION_INVALID', error.message, { cause: error })
  if (error instanceof ObjectStoreAway) {
    return new ServiceProblem(503, 'OBJECT_STORE_AWAY', error.message, {
      cause: error,
      headers: { 'retry-after': '2' },
    })
  }
  return error
}
