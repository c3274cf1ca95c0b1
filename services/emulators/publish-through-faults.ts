// The way of a post into an emulated platform: wait, limit, fault, commit, answer; each platform only words the answers.
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { dropConnection } from '#services/kernel/drop-connection.ts'
import { dripped } from './dripped.ts'
import type { EmulatedWorld } from './emulated-platform.ts'
import type { AnswerFault } from './faults.ts'
import type { Standing } from './limits.ts'
import type { Draft, Published } from './published-log.ts'

/** The platform's words for what can happen to a post. */
export interface Wording {
  created(post: Published, standing: Standing): Response
  rateLimited(standing: Standing): Response
  /** `earlier` is the last post of the account with the same text, where there is one. */
  duplicate(earlier: Published | undefined): Response
  serverError(): Response
  /** Asked at the last moment before the commit, e.g. whether a container is still unused; an answer stops it. */
  objection?(): Response | undefined
}

export async function publishThroughFaults(
  c: Context,
  world: EmulatedWorld,
  draft: Draft,
  wording: Wording,
): Promise<Response> {
  const { delay, hide, answer } = world.faults.take(draft.account, draft.text)
  // A caller who hangs up meanwhile does not stop it: that is how late posts come about.
  if (delay !== undefined) await wait(delay.ms, undefined, { ref: false })
  const standing = world.limits.take(draft.account, world.now())
  if (!standing.allowed) return wording.rateLimited(standing)
  const refusal = answer === undefined ? undefined : refuse(c, world, draft, wording, answer, standing)
  if (refusal !== undefined) return refusal
  const objection = wording.objection?.()
  if (objection !== undefined) return objection

  const now = world.now()
  // From here on it is published, whoever hears of it: a caller who hung up meanwhile changes nothing.
  const post = await world.log.append(hide === undefined ? draft : hiddenFor(draft, hide.seconds, now), now)
  switch (answer?.fault) {
    case 'commit_then_drop':
      return dropConnection(c)
    case 'commit_then_500':
      return wording.serverError()
    case 'drip':
      return dripped(wording.created(post, standing), answer.bytes_per_second, c.req.raw.signal)
    default:
      return wording.created(post, standing)
  }
}

/** The answers that leave nothing behind; undefined when the post is to be committed. */
function refuse(
  c: Context,
  world: EmulatedWorld,
  draft: Draft,
  wording: Wording,
  answer: AnswerFault,
  standing: Standing,
): Response | undefined {
  switch (answer.fault) {
    case 'drop_before_commit':
      return dropConnection(c)
    case 'error_500':
      return wording.serverError()
    case 'html_502':
      return c.html(
        '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
        502,
      )
    case 'duplicate':
      return wording.duplicate(
        world.log.all().findLast(({ account, text }) => account === draft.account && text === draft.text),
      )
    case 'rate_limit':
      return wording.rateLimited({
        ...standing,
        allowed: false,
        remaining: 0,
        resetAt: new Date(world.now().getTime() + answer.reset_seconds * 1000),
      })
    case 'commit_then_drop':
    case 'commit_then_500':
    case 'drip':
      return undefined
    default:
      return answer satisfies never
  }
}

function hiddenFor(draft: Draft, seconds: number, now: Date): Draft {
  return { ...draft, searchable_at: new Date(now.getTime() + seconds * 1000).toISOString() }
}
