import { describe, expect, it } from 'vitest'
import { canaryOf, JOBS, matchQueues, QUEUE_NAMES, QUEUE_OF, QUEUES } from '#queues/topology.ts'

describe('which queues a worker serves', () => {
  it('all, when nothing is named', () => {
    expect(matchQueues('')).toEqual(QUEUE_NAMES)
    expect(matchQueues(' , ')).toEqual(QUEUE_NAMES)
  })

  it('by name and by glob, each once', () => {
    expect(matchQueues('campaign.learn, actuator.mock')).toEqual(['campaign.learn', 'actuator.mock'])
    expect(matchQueues('campaign.* campaign.learn')).toEqual(QUEUE_NAMES.filter(name => name.startsWith('campaign.')))
    expect(matchQueues('*.lear?')).toEqual(['campaign.learn'])
  })

  it.each(['nothing', 'campaign', 'campaignXlearn', 'campaign.learn(', '[a-z]*', 'campaign.learn nothing'])(
    '%s: a pattern that fits no queue is an error that names it',
    patterns => {
      expect(() => matchQueues(patterns)).toThrow(RangeError)
    },
  )
})

describe('the topology', () => {
  it.each(Object.values(JOBS))('$name is carried by exactly one queue', ({ name: kind }) => {
    const carriers = QUEUE_NAMES.filter(
      name => kind === canaryOf(name) || QUEUES[name].jobs.some(job => job.name === kind),
    )
    expect(carriers).toEqual([QUEUE_OF[kind]])
  })
})
