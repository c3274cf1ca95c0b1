import { runUntilStopped } from '#dev/supervisor/run-until-stopped.ts'

// The place of `npm start`: the whole system on this machine until Ctrl-C.
await runUntilStopped({})
