// Routes of the section Templates.
import { Hono } from 'hono'
import type { ConsoleEnv } from '../../person.ts'
import { mappingRoutes } from './mapping-routes.ts'
import { skeletonRoutes } from './skeleton-routes.ts'
import { versionRoutes } from './version-routes.ts'

export function templateRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  mappingRoutes(app)
  versionRoutes(app)
  skeletonRoutes(app)
  return app
}
