// The faults that an emulated platform was told to have, each with its turns and what it matches.
import { z } from 'zod'

const common = {
  times: z.int().min(1).max(1_000_000).optional(),
  match: z.strictObject({ account: z.string().optional(), text_contains: z.string().optional() }).optional(),
}

export const PlatformFault = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('commit_then_drop'), ...common }),
  z.strictObject({ fault: z.literal('commit_then_500'), ...common }),
  z.strictObject({ fault: z.literal('drop_before_commit'), ...common }),
  z.strictObject({ fault: z.literal('error_500'), ...common }),
  z.strictObject({
    fault: z.literal('rate_limit'),
    reset_seconds: z.number().min(0).max(86_400).default(1),
    ...common,
  }),
  z.strictObject({ fault: z.literal('duplicate'), ...common }),
  z.strictObject({ fault: z.literal('delay'), ms: z.int().min(0).max(3_600_000), ...common }),
  z.strictObject({ fault: z.literal('drip'), bytes_per_second: z.number().positive().max(1_000_000), ...common }),
  z.strictObject({ fault: z.literal('html_502'), ...common }),
  z.strictObject({ fault: z.literal('hide_from_search'), seconds: z.number().min(0).max(31_536_000), ...common }),
])
export type PlatformFault = z.infer<typeof PlatformFault>
export type DelayFault = Extract<PlatformFault, { fault: 'delay' }>
export type HideFault = Extract<PlatformFault, { fault: 'hide_from_search' }>
export type AnswerFault = Exclude<PlatformFault, DelayFault | HideFault>

/** What befalls one request: a wait, a hiding and an answer may come together. */
export interface Befalling {
  delay: DelayFault | undefined
  hide: HideFault | undefined
  answer: AnswerFault | undefined
}

export interface Faults {
  add(fault: PlatformFault): void
  /** Of each of the three kinds the oldest that matches; each loses one turn. */
  take(account: string, text: string): Befalling
  all(): readonly PlatformFault[]
  clear(): void
}

export function createFaults(): Faults {
  let faults: PlatformFault[] = []
  const takeOne = <T extends PlatformFault>(
    isKind: (fault: PlatformFault) => fault is T,
    account: string,
    text: string,
  ) => {
    const found = faults.find((fault): fault is T => isKind(fault) && matches(fault, account, text))
    if (found?.times !== undefined) {
      found.times -= 1
      if (found.times === 0) faults = faults.filter(fault => fault !== found)
    }
    return found
  }
  return {
    add(fault) {
      faults.push(structuredClone(fault))
    },
    take: (account, text) => ({
      delay: takeOne(isDelay, account, text),
      hide: takeOne(isHide, account, text),
      answer: takeOne(isAnswer, account, text),
    }),
    all: () => faults,
    clear() {
      faults = []
    },
  }
}

function matches({ match }: PlatformFault, account: string, text: string): boolean {
  return (
    (match?.account === undefined || match.account === account) &&
    (match?.text_contains === undefined || text.includes(match.text_contains))
  )
}

function isDelay(fault: PlatformFault): fault is DelayFault {
  return fault.fault === 'delay'
}

function isHide(fault: PlatformFault): fault is HideFault {
  return fault.fault === 'hide_from_search'
}

function isAnswer(fault: PlatformFault): fault is AnswerFault {
  return !isDelay(fault) && !isHide(fault)
}
