import { appRoutes } from '@bull-board/api/dist/routes.js'
import { expect, it } from 'vitest'
import { changeOf } from '#bull-board/changes/change-of.ts'

const changes = appRoutes.api
  .flatMap(({ method, route }) => [method].flat().map(verb => ({ verb, route: [route].flat()[0] ?? '' })))
  .filter(({ verb }) => verb !== 'get')
  .map(({ route }) => route.replace(/^\/api/, ''))

const filled = (route: string) =>
  route
    .replace(':queueName', 'campaign.learn')
    .replace(/:jobId|:schedulerId/, '01a1.1')
    .replace(':queueStatus', 'failed')

it('refuses exactly the changes of Bull Board that make, rewrite or obliterate jobs', () => {
  expect(changes.filter(route => changeOf(filled(route)) === undefined)).toEqual([
    '/queues/:queueName/add',
    '/queues/:queueName/obliterate',
    '/queues/:queueName/job-schedulers/:schedulerId/remove',
    '/queues/:queueName/job-schedulers/:schedulerId',
    '/queues/:queueName/job-schedulers/:schedulerId/run',
    '/queues/:queueName/:jobId/update-data',
    '/queues/:queueName/:jobId/remove-unprocessed-children',
  ])
})

it.each([
  '',
  '/queues',
  '/queues/x/pause/',
  '/queues/x/add/pause/pause',
  '/metrics/history/purge',
  '/queues/x/retry/retry',
])('refuses what it does not know: %s', path => expect(changeOf(path)).toBeUndefined())

it.each([
  ['/queues/pause', { change: 'pause-all' }],
  ['/queues/campaign.learn/retry/failed', { change: 'retry-all', queue: 'campaign.learn', state: 'failed' }],
  ['/queues/campaign.learn/01a1.1/retry', { change: 'retry', queue: 'campaign.learn', job: '01a1.1' }],
  ['/queues/campaign.learn/rate-limit/release', { change: 'rate-limit', queue: 'campaign.learn' }],
])('names what %s changes, and of what', (path, change) => expect(changeOf(path)).toEqual(change))
