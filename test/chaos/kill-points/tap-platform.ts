// Between a worker and a platform: reads each request to its end before the platform sees a byte, and withholds what a round says.
import { actionIn } from '#test/support/platform-emulators.ts'
import type { Passes } from './kill-point.ts'
import type { Round } from './round.ts'
import { openTap, type Tap, type TappedWire, type TapReader } from './tap.ts'
import { createValve, passPart } from './valve.ts'

export const tapPlatform = (url: string, round: () => Round | undefined): Promise<Tap> =>
  openTap(url, wire => readPlatform(wire, round))

const HEAD_END = '\r\n\r\n'

function readPlatform(wire: TappedWire, round: () => Round | undefined): TapReader {
  let request: Buffer = Buffer.alloc(0)
  let later: Buffer | undefined
  /** The action whose post is on this connection. */
  let action: string | undefined
  const [toServer, toClient] = [createValve(wire.toServer), createValve(wire.toClient)]

  const send = (whole: Buffer, headBytes: number) => {
    action = actionIn(whole.toString('utf8', headBytes))
    const passes = action === undefined ? 'all' : (round()?.at('request', [action]) ?? 'all')
    passPart(toServer, whole, countOf(passes, whole, headBytes), round()?.released)
    if (passes === 'later') later = whole
  }

  return {
    fromClient(bytes) {
      request = Buffer.concat([request, bytes])
      for (;;) {
        const headBytes = request.indexOf(HEAD_END) + HEAD_END.length
        if (headBytes < HEAD_END.length) return
        const [, length = '0'] = /^content-length: *(\d+)/im.exec(request.toString('latin1', 0, headBytes)) ?? []
        const end = headBytes + Number(length)
        if (request.length < end) return
        send(request.subarray(0, end), headBytes)
        request = request.subarray(end)
      }
    },
    fromServer(bytes) {
      const passes = action === undefined ? 'all' : (round()?.at('answer', [action]) ?? 'all')
      passPart(toClient, bytes, countOf(passes, bytes, 0), round()?.released)
    },
    left: () => later,
  }
}

function countOf(passes: Passes, { length }: Buffer, headBytes: number): number {
  switch (passes) {
    case 'all':
      return length
    case 'half':
      return Math.floor(length / 2)
    case 'head':
      return headBytes
    case 'almost all':
      return length - 1
    case 'none':
    case 'later':
      return 0
    default:
      return passes satisfies never
  }
}
