// Tells drizzle-kit where tables and migrations are; used only to generate migrations.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'postgresql', schema: './db/schema/index.ts', out: './db/migrations' })
