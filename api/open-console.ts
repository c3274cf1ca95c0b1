// The console in an API process: it asks this very app, with the token of whoever looks.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createConsole } from '#console/create-console.ts'
import type { ConsoleEnv } from '#console/person.ts'
import type { ConsoleSessions } from '#domain/ports/console-sessions.ts'
import { discoverIssuer } from '#sign-in/discover-issuer.ts'
import type { ApiConfig } from './config.ts'
import type { Ports } from './pipeline/ports.ts'
import { consoleSettings } from './settings-of.ts'

export interface OpenConsoleParts {
  app: Hono
  ports: Pick<Ports, 'authenticate'>
  sessions: ConsoleSessions
  logger: Logger
}

export function openConsole(config: ApiConfig, { app, ports, sessions, logger }: OpenConsoleParts): Hono<ConsoleEnv> {
  return createConsole({
    app,
    sessions,
    logger,
    authenticate: ports.authenticate,
    discover: discoverIssuer({
      issuer: config.OIDC_ISSUER,
      clientId: config.CONSOLE_CLIENT_ID,
      clientSecret: config.CONSOLE_CLIENT_SECRET,
    }),
    settings: consoleSettings(config),
  })
}
