// The routes of Visual: who asks what, and what it is answered when it cannot be made.
import type { Hono } from 'hono'
import { ContentRequest } from '#contracts/upstream/visual.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { NothingLeftToSay } from './copy/write-pieces.ts'
import { type ContentParts, makeContent } from './make-content.ts'
import { MediaStoreFailed } from './media/media-store.ts'

/** `POST /content` → `{pieces}`: 422 when the guardrails forbid every word, 503 while the object store is away. */
export function visualRoutes(app: Hono, parts: ContentParts): void {
  app.post('/content', async c => {
    const request = await parseBody(c, ContentRequest)
    try {
      return c.json({ pieces: await makeContent(request, parts) })
    } catch (error) {
      throw problemOf(error)
    }
  })
}

function problemOf(error: unknown): unknown {
  if (error instanceof NothingLeftToSay)
    return new ServiceProblem(422, 'GUARDRAILS_LEAVE_NOTHING', error.message, { cause: error })
  if (error instanceof MediaStoreFailed) {
    return new ServiceProblem(503, 'OBJECT_STORE_AWAY', error.message, {
      cause: error,
      headers: { 'retry-after': '2' },
    })
  }
  return error
}
