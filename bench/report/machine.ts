// What else has to be known to read a figure.
import { cpus, loadavg } from 'node:os'

export const loads = () =>
  loadavg()
    .map(load => load.toFixed(2))
    .join(' ')

export const machine = () => `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`
