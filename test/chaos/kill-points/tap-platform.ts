// Between a worker and a platform: reads each request to its end before the platform sees a byte, and withholds what a round says.
import { actionIn } from '#test/support/platform-emulators.ts'
import type { Round } from './round.ts'
import { openTap, type Tap, type TappedWire, type TapReader } from './tap.ts'

export const tapPlatform = (url: string, round: () => Round | undefined): Promise<Tap> =>
  openTap(url, wire => readPlatform(wire, round))

const HEAD_END = '\r\n\r\n'

function readPlatform(wire: TappedWire, round: () => Round | undefined): TapReader {
  let request: Buffer = Buffer.alloc(0)
  let later: Buffer | undefined
  /** The action whose post is on this connection. */
  let action: string | undefined
  let answerHeld = false

  const send = (whole: Buffer, headBytes: number) => {
    action = actionIn(whole.toString('utf8', headBytes))
    const passes = action === undefined ? 'all' : (round()?.at('request', [action]) ?? 'all')
    if (passes === 'all') wire.toServer(whole)
    if (passes === 'head') wire.toServer(whole.subarray(0, headBytes))
    if (passes === 'almost all') wire.toServer(whole.subarray(0, -1))
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
      if (answerHeld) return
      const passes = action === undefined ? 'all' : (round()?.at('answer', [action]) ?? 'all')
      answerHeld = passes !== 'all'
      if (passes === 'all') wire.toClient(bytes)
      if (passes === 'half') wire.toClient(bytes.subarray(0, bytes.length / 2))
    },
    left: () => later,
  }
}
