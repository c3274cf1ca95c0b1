// The queues as the board shows them: all of the topology, those that act on the outside read-only.
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { StepJob } from '#queues/define-job.ts'
import type { Dispatcher } from '#queues/dispatcher.ts'
import { QUEUE_NAMES, QUEUES } from '#queues/topology.ts'

/** Retrying or editing an acting job would go around signature and approval, so nothing at all may be changed there. */
export function boardQueues(queue: Dispatcher['queue'], { readOnly }: { readOnly: boolean }): BullMQAdapter[] {
  return QUEUE_NAMES.map(name => {
    const { description, acting } = QUEUES[name]
    const adapter = new BullMQAdapter(queue(name), {
      description: acting ? `${description} (acts on the outside: read-only)` : description,
      // Without it `groupByDelimiter` has nothing to group by.
      delimiter: '.',
      readOnlyMode: acting || readOnly,
      externalJobUrl: job => ({ displayText: 'Subject', href: `/board/jobs/${stepOf(job.data)}` }),
    })
    adapter.setFormatter('data', idsOnly)
    return adapter
  })
}

/** Jobs carry ids only; whatever else somebody may have put into one is not shown. */
function idsOnly(data: unknown): StepJob | { hidden: string } {
  const job = StepJob.safeParse(read(data))
  return job.success ? job.data : { hidden: 'this is not a job of ours' }
}

function stepOf(data: unknown): string {
  return StepJob.safeParse(read(data)).data?.step ?? 'unknown'
}

/** BullMQ hands out a job's data as text or read, depending on where it comes from. */
function read(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined // not ours, which is what the caller then says
  }
}
