import { appRoutes } from '@bull-board/api/dist/routes.js'
import { expect, it } from 'vitest'
import { isAllowedChange } from '#bull-board/queues/allowed-changes.ts'

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
  expect(changes.filter(route => !isAllowedChange(filled(route)))).toEqual([
    '/queues/:queueName/add',
    '/queues/:queueName/obliterate',
    '/queues/:queueName/job-schedulers/:schedulerId/remove',
    '/queues/:queueName/job-schedulers/:schedulerId',
    '/queues/:queueName/job-schedulers/:schedulerId/run',
    '/queues/:queueName/:jobId/update-data',
    '/queues/:queueName/:jobId/remove-unprocessed-children',
  ])
})

it.each(['', '/queues', '/queues/x/pause/', '/queues/x/add/pause/pause', '/metrics/history/purge'])(
  'refuses what it does not know: %s',
  path => expect(isAllowedChange(path)).toBe(false),
)
