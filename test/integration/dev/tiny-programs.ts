import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A folder of programs as small as can be under the names of the real ones, so that the supervisor is tested and nothing else. */
export function writeTinyPrograms(root: string): void {
  const services = [
    'scout',
    'radar',
    'analyst',
    'visual',
    'optimizer',
    'enterprise',
    'core',
    'builder',
    'guard',
    'ingest',
    'emulators',
  ]
  for (const name of services) write(root, `services/${name}/main.ts`, server('PORT'))
  write(root, 'dev/object-store/main.ts', server('PORT'))
  write(
    root,
    'dev/idp/main.ts',
    `import ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../dev/idp/main.ts')).href)}\n`,
  )
  write(root, 'db/migrate.ts', 'console.log("nothing to migrate")\n')
  write(root, 'api/main.ts', server('API_PORT'))
  write(root, 'workers/main.ts', server('METRICS_PORT'))
  write(root, 'bull-board/main.ts', server('BOARD_PORT'))
}

/** Answers every request with the settings it was given, so that tests can look at them. */
function server(portSetting: string): string {
  return `import { createServer } from 'node:http'
const server = createServer((_request, response) => response.end(JSON.stringify(process.env)))
server.listen(Number(process.env.${portSetting}), '127.0.0.1')
process.on('SIGTERM', () => { server.close(); server.closeAllConnections() })
`
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
