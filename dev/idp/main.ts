import { idpConfig } from '#dev/idp/config.ts'
import { createIdp } from '#dev/idp/create-idp.ts'

// The local identity provider as a process: `node dev/idp/main.ts`.
const config = idpConfig()
const server = await createIdp(config)
server.listen(config.PORT, config.HOST, () =>
  console.log(JSON.stringify({ event: 'ready', url: config.issuer, pid: process.pid })),
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.close()
    server.closeAllConnections()
  })
}
