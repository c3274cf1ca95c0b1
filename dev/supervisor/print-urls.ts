import type { Endpoints } from '#dev/supervisor/endpoints.ts'

/** One line a URL, as a person wants them on the screen: `ready` last, no passwords. */
export function printUrls(endpoints: Endpoints, print: (line: string) => void): void {
  const { api, grpc, board, idp, s3, emulators, postgres, redis, services } = endpoints
  const rows: [string, string | undefined][] = [
    ['api', api?.url],
    ['docs', api && `${api.url}/docs`],
    ['grpc', grpc?.url],
    ['console', api && `${api.url}/console`],
    ['board', board?.url],
    ['identity', idp.url],
    ['objects', s3.url],
    ['emulators', emulators?.url],
    ...Object.entries(services).map(([name, { url }]): [string, string] => [name, url]),
    ['postgres', withoutPassword(postgres.url)],
    ['redis', withoutPassword(redis.url)],
  ]
  for (const [name, url] of rows) if (url) print(`${name.padEnd(11)} ${url}`)
  print('ready')
}

function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1@')
}
