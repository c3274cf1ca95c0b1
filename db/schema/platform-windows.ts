// One row a platform: the lock under which its app-wide window is counted, and until when that is full.
import { pgTable, text } from 'drizzle-orm/pg-core'
import type { Platform } from '#domain/action/action-status.ts'
import { at } from './columns.ts'

export const platformWindows = pgTable('platform_windows', {
  platform: text('platform').$type<Platform>().primaryKey(),
  closedUntil: at('closed_until'),
})
