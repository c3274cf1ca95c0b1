// A platform whose operations are measured: the same port, with somebody told how each ended.
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { Connection, PlatformPort } from '#domain/ports/platform.ts'
import type { CallMetrics } from '../metrics/call-metrics.ts'

export function measuredPlatform(platform: PlatformPort, observe: CallMetrics['platform']): PlatformPort {
  const measured = async <T>(operation: string, work: () => Promise<T>, outcomeOf: (answer: T) => string) => {
    const startedMs = performance.now()
    const ended = (outcome: string) =>
      observe({ platform: platform.name, operation, outcome, seconds: (performance.now() - startedMs) / 1000 })
    try {
      const answer = await work()
      ended(outcomeOf(answer))
      return answer
    } catch (error) {
      ended(error instanceof CredentialsRefused ? 'unauthorized' : 'error')
      throw error
    }
  }
  const withMeasuredPost = (connection: Connection): Connection => ({
    ...connection,
    postContent: (...post) => measured('post_content', () => connection.postContent(...post), kindOf),
  })
  return {
    ...platform,
    authenticate: (...account) =>
      measured(
        'authenticate',
        () => platform.authenticate(...account),
        isAccepted => (isAccepted ? 'ok' : 'unauthorized'),
      ),
    prepare: (...post) => measured('prepare', () => platform.prepare(...post), kindOf),
    connect: async (...account) => withMeasuredPost(await measured('connect', () => platform.connect(...account), ok)),
    probe: (...post) => measured('probe', () => platform.probe(...post), kindOf),
    getMetrics: (...post) => measured('get_metrics', () => platform.getMetrics(...post), ok),
  }
}

/** Each platform under its name. */
export function measuredPlatforms<N extends string>(
  platforms: Record<N, PlatformPort>,
  observe: CallMetrics['platform'],
): Record<N, PlatformPort> {
  const entries = Object.entries<PlatformPort>(platforms)
  return Object.fromEntries(entries.map(([name, platform]) => [name, measuredPlatform(platform, observe)])) as Record<
    N,
    PlatformPort
  > // the same names
}

const ok = () => 'ok'
const kindOf = ({ kind }: { kind: string }) => kind
