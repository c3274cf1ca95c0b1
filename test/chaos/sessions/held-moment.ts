// A moment on a wire: what is asked there is held, or what is answered, until whoever asked is dead.
import { openTap, type Tap } from '../kill-points/tap.ts'
import { createValve } from '../kill-points/valve.ts'

/**
 * `question`: the server never sees it. `late`: only after the asker's death. `answer`: the server does it, but the asker is never
 * told.
 */
export const HOLDS = ['question', 'late', 'answer'] as const
export type Hold = (typeof HOLDS)[number]

export interface HeldMoment {
  /** Whether these bytes are the question. */
  isIt(question: string): boolean
  hold: Hold
  /** Resolves when it is held. */
  ripe: Promise<void>
  reached(): void
}

export function heldMoment(hold: Hold, isIt: HeldMoment['isIt']): HeldMoment {
  const { promise: ripe, resolve: reached } = Promise.withResolvers<void>()
  return { isIt, hold, ripe, reached }
}

/** A question may come in pieces: so much of what came before is looked at again. */
const REMEMBERED = 4096
/** It is the asker's death that lets go. */
const FOR_EVER = new Promise<void>(() => {})

/** @param current the moment that is wanted now, if it is on this wire */
export function tapForMoment(target: string, current: () => HeldMoment | undefined): Promise<Tap> {
  return openTap(target, wire => {
    const [toServer, toClient] = [createValve(wire.toServer), createValve(wire.toClient)]
    let before = ''
    let held: HeldMoment | undefined
    const kept: Buffer[] = []
    return {
      fromClient(bytes) {
        const text = before + bytes.toString('latin1')
        before = text.slice(-REMEMBERED)
        if (held === undefined && current()?.isIt(text)) {
          held = current()
          if (held?.hold !== 'answer') {
            toServer.shut(FOR_EVER)
            held?.reached()
          }
        }
        if (held?.hold === 'late') kept.push(bytes)
        toServer.write(bytes)
      },
      fromServer(bytes) {
        if (held?.hold === 'answer') {
          toClient.shut(FOR_EVER)
          held.reached()
        }
        toClient.write(bytes)
      },
      left: () => (kept.length === 0 ? undefined : Buffer.concat(kept)),
    }
  })
}
