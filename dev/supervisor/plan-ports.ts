/** Which ports the local world wants, by the arithmetic of the settings; `claim-ports.ts` looks which of them are free. */
export interface WantedPort {
  readonly name: PortName
  readonly port: number
  /** What moves it alone; PORT_BASE moves all. */
  readonly setting?: string
  /** Public: people and programs outside have it written down, so it is never moved silently. */
  readonly isPublic: boolean
  /** Asked for by a setting: never moved either. */
  readonly isExplicit: boolean
}

export type ServiceName = keyof typeof serviceOffsets
export type PortName =
  | 'api'
  | 'board'
  | 'idp'
  | 's3'
  | 'grpc'
  | 'api-metrics'
  | 'board-metrics'
  | 'postgres'
  | 'redis'
  | 'emulators'
  | `worker-${number}-metrics`
  | ServiceName

export interface PortSettings {
  readonly PORT_BASE?: number | undefined
  readonly API_PORT?: number | undefined
  readonly BOARD_PORT?: number | undefined
  readonly IDP_PORT?: number | undefined
  readonly S3_PORT?: number | undefined
  readonly GRPC_PORT?: number | undefined
  readonly EMULATOR_PORT?: number | undefined
  readonly METRICS_PORT?: number | undefined
  readonly WORKERS: number
}

/** Service 8000 + k; k under PORT_BASE counts from n + 20. */
export const serviceOffsets = {
  radar: 1,
  analyst: 2,
  visual: 3,
  optimizer: 4,
  scout: 5,
  enterprise: 6,
  core: 11,
  builder: 12,
  guard: 13,
  ingest: 14,
} as const

/** Public ports default to 3000 and up (gRPC to 50051), services to 8001 and up, metrics to 9464 and up; PORT_BASE=n puts all of them above n. */
export function planPorts(settings: PortSettings): WantedPort[] {
  const base = settings.PORT_BASE
  const named = (name: PortName, setting: keyof PortSettings, offset: number, usual = 3000 + offset): WantedPort => {
    const own = settings[setting]
    const port = own ?? (base === undefined ? usual : base + offset)
    return { name, port, setting, isPublic: true, isExplicit: own !== undefined || base !== undefined }
  }
  const inner = (name: PortName, port: number, setting?: string): WantedPort => {
    const isExplicit =
      base !== undefined || (setting !== undefined && settings[setting as keyof PortSettings] !== undefined)
    return { name, port, isPublic: false, isExplicit, ...(setting && { setting }) }
  }
  const apiMetrics = settings.METRICS_PORT ?? (base === undefined ? 9464 : base + 4)
  // PORT_BASE leaves one place for metrics beside the API's, so all others count from n + 40: workers first, the board after them.
  const otherMetrics = base !== undefined && settings.METRICS_PORT === undefined ? base + 40 : apiMetrics + 1
  const workers = Array.from({ length: settings.WORKERS }, (_, index) => index)
  return [
    named('api', 'API_PORT', 0),
    named('board', 'BOARD_PORT', 1),
    named('idp', 'IDP_PORT', 2),
    named('s3', 'S3_PORT', 3),
    // Where clients of gRPC look when nobody tells them.
    named('grpc', 'GRPC_PORT', 5, 50_051),
    inner('api-metrics', apiMetrics, 'METRICS_PORT'),
    ...workers.map(index => inner(`worker-${index + 1}-metrics`, otherMetrics + index, 'METRICS_PORT')),
    inner('board-metrics', otherMetrics + settings.WORKERS, 'METRICS_PORT'),
    inner('postgres', (base ?? 3000) + 6),
    inner('redis', (base ?? 3000) + 7),
    named('emulators', 'EMULATOR_PORT', 10),
    ...Object.entries(serviceOffsets).map(([name, k]) =>
      inner(name as ServiceName, base === undefined ? 8000 + k : base + 20 + k, `SERVICE_${name.toUpperCase()}_URL`),
    ),
  ]
}
