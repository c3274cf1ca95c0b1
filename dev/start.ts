import { existsSync } from 'node:fs'
import { runUntilStopped } from '#dev/supervisor/run-until-stopped.ts'

// The place of `npm start`: the whole system on this machine until Ctrl-C.
if (existsSync('.env')) process.loadEnvFile('.env')
await runUntilStopped({})
