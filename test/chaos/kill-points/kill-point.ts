// The fourteen points at which a worker is killed: what it was about to say or hear, and how much of that got through.

/** What passes between a worker and the world, in the order of one action. */
export type Moment =
  | 'load' // the worker asks Postgres for the step
  | 'prepare' // … for the action's checkpoints, before it connects to the platform
  | 'claim' // … for the claim, already connected
  | 'claimed' // Postgres answers that the claim is committed
  | 'request' // the one publishing request to the platform
  | 'answer' // the platform's answer to it
  | 'record' // the worker asks Postgres for the action, to record that answer
  | 'recorded' // Postgres answers that the record is committed
  | 'complete' // the worker tells Redis that the job is done

/** How much of the message gets through before the kill. */
export type Passes =
  | 'all'
  | 'none'
  | 'half'
  /** Of a request: its head. */
  | 'head'
  /** Of a request: all but its last byte. */
  | 'almost all'
  /** It is on the wire when the worker dies, and arrives afterwards. */
  | 'later'

export interface KillPoint {
  name: string
  /** What is true of the world when the worker is gone. */
  what: string
  at: Moment
  passes: Exclude<Passes, 'all'>
}

export const KILL_POINTS: readonly KillPoint[] = [
  { name: 'K0', what: 'swept into Redis, not loaded', at: 'load', passes: 'none' },
  { name: 'K1', what: 'loaded, not connected', at: 'prepare', passes: 'none' },
  { name: 'K2', what: 'connected, no claim', at: 'claim', passes: 'none' },
  { name: 'K3', what: 'half of the claim sent', at: 'claim', passes: 'half' },
  { name: 'K4', what: 'claim committed, not answered', at: 'claimed', passes: 'none' },
  { name: 'K5', what: 'claim answered, no byte sent', at: 'request', passes: 'none' },
  { name: 'K6', what: 'head of the request sent', at: 'request', passes: 'head' },
  { name: 'K7', what: 'all but the last byte sent', at: 'request', passes: 'almost all' },
  { name: 'K8', what: 'all sent, published after the death', at: 'request', passes: 'later' },
  { name: 'K9', what: 'published, no byte of the answer', at: 'answer', passes: 'none' },
  { name: 'K10', what: 'half of the answer', at: 'answer', passes: 'half' },
  { name: 'K11', what: 'answered, nothing recorded', at: 'record', passes: 'none' },
  { name: 'K12', what: 'record committed, not answered', at: 'recorded', passes: 'none' },
  { name: 'K13', what: 'recorded, job not completed', at: 'complete', passes: 'none' },
]
