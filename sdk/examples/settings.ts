// What the examples are told: all of it in the environment, as QUICKSTART.md sets it.

export interface Settings {
  url: string
  tenantId: string
  /** Whoever plans and proposes. */
  token: string
  /** Somebody else: nobody approves what they have proposed. */
  approverToken: string
}

type Environment = Record<string, string | undefined>

export function settings(env: Environment): Settings {
  return {
    url: needed(env, 'MANDATE_URL'),
    tenantId: needed(env, 'MANDATE_TENANT'),
    token: needed(env, 'MANDATE_TOKEN'),
    approverToken: needed(env, 'MANDATE_APPROVER_TOKEN'),
  }
}

/** @throws Error that names what is missing */
export function needed(env: Environment, name: string): string {
  const value = env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: see QUICKSTART.md`)
  return value
}
