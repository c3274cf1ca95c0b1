// One direction of a wire: shut, it keeps what comes, and lets it go in order when it is opened again.

export interface Valve {
  write(bytes: Buffer): void
  /** Until then; for ever is what a kill makes of it. */
  shut(until: Promise<void>): void
}

export function createValve(send: (bytes: Buffer) => void): Valve {
  let kept: Buffer[] | undefined
  return {
    write(bytes) {
      if (kept === undefined) send(bytes)
      else kept.push(bytes)
    },
    shut(until) {
      if (kept !== undefined) return
      kept = []
      void until.then(() => {
        const late = kept ?? []
        kept = undefined
        for (const bytes of late) send(bytes)
      })
    },
  }
}

/** Lets the first `count` bytes through and shuts. */
export function passPart(valve: Valve, bytes: Buffer, count: number, until: Promise<void> | undefined): void {
  valve.write(bytes.subarray(0, count))
  if (count >= bytes.length || until === undefined) return
  valve.shut(until)
  valve.write(bytes.subarray(count))
}
