// Why a step was put off, in the words of `why`: all that the column `hold` may say.
export const HOLDS = [
  'ACCOUNT_CLOSED',
  'PLATFORM_LIMIT',
  'BUDGET',
  'KILL_SWITCH',
  'ENTERPRISE_REFUSED',
  'BREAKER_OPEN',
  'UPSTREAM_RETRY',
  'DRAINING',
] as const
export type Hold = (typeof HOLDS)[number]
