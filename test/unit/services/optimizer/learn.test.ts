import { describe, expect, it, onTestFinished } from 'vitest'
import { createSqliteHistory } from '#services/optimizer/history/create-sqlite-history.ts'
import { learn } from '#services/optimizer/learn.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'
import { OTHER_TENANT, sampleLesson, TENANT } from './sample-lesson.ts'

function openHistory() {
  const history = createSqliteHistory(temporaryFolder())
  onTestFinished(() => history.close())
  return history
}

describe('learn', () => {
  it('answers an execution that it learned before as it did then, and counts it once', () => {
    const history = openHistory()
    const first = learn(sampleLesson({ campaign: 'a' }), history)
    const again = learn(sampleLesson({ campaign: 'a', posts: [{ impressions: 5000, likes: 5 }] }), history)
    expect(again).toEqual(first)
    expect(history.campaigns(TENANT, 10)).toHaveLength(1)
    expect(history.campaigns(TENANT, 10)[0]?.posts[0]).toMatchObject({ impressions: 1000, engagements: 30 })
  })

  it('counts a campaign once that is learned by two executions, with the later numbers', () => {
    const history = openHistory()
    learn(sampleLesson({ campaign: 'a', execution: 'first' }), history)
    learn(sampleLesson({ campaign: 'a', execution: 'second', posts: [{ impressions: 4000, likes: 40 }] }), history)
    expect(history.campaigns(TENANT, 10)).toMatchObject([{ posts: [{ impressions: 4000, engagements: 40 }] }])
  })

  it('learns nothing from posts without impressions, and says so', () => {
    const history = openHistory()
    const learnings = learn(sampleLesson({ campaign: 'a', posts: [{}, { impressions: 0, likes: 9 }] }), history)
    expect(history.campaigns(TENANT, 10)).toEqual([])
    expect(learnings).toMatchObject([
      { subject: 'campaign', finding: expect.stringContaining('Too little data'), confidence: 0 },
    ])
  })

  it('claims nothing from the first campaign', () => {
    const learnings = learn(sampleLesson({ campaign: 'a', hour: 9 }), openHistory())
    expect(learnings.map(learning => learning.subject)).toEqual([
      'campaign',
      'hook:question',
      'channel:MOCK:demo',
      'hour:09',
    ])
    for (const { finding, confidence } of learnings) {
      expect(finding).toMatch(/too little data/iu)
      expect(confidence).toBeLessThanOrEqual(0.1)
    }
  })

  it('takes the style of the first hook for the one that was used', () => {
    const history = openHistory()
    learn(sampleLesson({ campaign: 'a', hook: 'story' }), history)
    expect(history.campaigns(TENANT, 10)).toMatchObject([{ hookStyle: 'story' }])
  })

  it('names sample sizes, means and the interval of a difference that the data carry', () => {
    const history = openHistory()
    for (let n = 0; n < 24; n++) {
      const hook = n % 2 === 0 ? 'story' : 'number'
      learn(
        sampleLesson({
          campaign: `c${n}`,
          hook,
          posts: [{ impressions: 1000, likes: (hook === 'story' ? 60 : 30) + (n % 5) }],
        }),
        history,
      )
    }
    const learnings = learn(
      sampleLesson({ campaign: 'last', hook: 'story', posts: [{ impressions: 1000, likes: 62 }] }),
      history,
    )
    const hook = learnings.find(learning => learning.subject === 'hook:story')
    expect(hook?.finding).toBe('So far openings of the style “story” did better than other openings.')
    expect(hook?.evidence).toMatch(
      /^13 campaigns of .*: mean engagement rate 6\.\d\d %; 12 campaigns of other openings: 3\.\d\d %; difference .* 95 % interval/u,
    )
    expect(hook?.confidence).toBeGreaterThan(0.5)
    expect(hook?.confidence).toBeLessThan(0.96)
  })

  it('sees no difference where there is none', () => {
    const history = openHistory()
    for (let n = 0; n < 40; n++) {
      const hook = n % 2 === 0 ? 'story' : 'number'
      learn(
        sampleLesson({ campaign: `c${n}`, hook, posts: [{ impressions: 1000, likes: 30 + (Math.floor(n / 2) % 9) }] }),
        history,
      )
    }
    const learnings = learn(
      sampleLesson({ campaign: 'last', hook: 'story', posts: [{ impressions: 1000, likes: 34 }] }),
      history,
    )
    expect(learnings.find(learning => learning.subject === 'hook:story')?.finding).toMatch(/^No clear difference yet/u)
  })

  it('says that a rate is above what is usual when it is', () => {
    const history = openHistory()
    for (let n = 0; n < 12; n++)
      learn(sampleLesson({ campaign: `c${n}`, posts: [{ impressions: 1000, likes: 30 + (n % 4) }] }), history)
    const [campaign] = learn(sampleLesson({ campaign: 'last', posts: [{ impressions: 1000, likes: 90 }] }), history)
    expect(campaign?.finding).toContain('9.00 % is above what is usual')
    expect(campaign?.evidence).toContain('12 earlier campaigns')
  })

  it('names posts that did not appear', () => {
    const learnings = learn(
      sampleLesson({
        campaign: 'a',
        posts: [
          { impressions: 100, likes: 3 },
          { channel: 'TWITTER:x', status: 'FAILED' },
        ],
      }),
      openHistory(),
    )
    expect(learnings.find(learning => learning.subject === 'publication')).toMatchObject({
      evidence: 'TWITTER:x FAILED.',
      confidence: 1,
    })
  })

  it('never lets one tenant’s campaigns speak in another’s learnings', () => {
    const history = openHistory()
    for (let n = 0; n < 20; n++) learn(sampleLesson({ tenant: OTHER_TENANT, campaign: `c${n}` }), history)
    expect(learn(sampleLesson({ campaign: 'mine' }), history)[0]?.evidence).toContain('only 0 earlier campaigns')
    expect(history.campaigns(TENANT, 100)).toHaveLength(1)
  })
})
