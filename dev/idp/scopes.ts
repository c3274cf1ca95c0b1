/** The scopes of the API (contract, section 2), as the provider grants them. */
export const scopes = [
  'campaigns:read',
  'campaigns:write',
  'actions:read',
  'actions:propose',
  'actions:approve',
  'actuator:execute',
  'sessions:read',
  'sessions:write',
  'sessions:restricted',
  'tenant:admin',
  'ops',
] as const

/** What a token has unless asked otherwise: all of one tenant's work, but neither other tenants' nor restricted text. */
export const defaultScope = scopes.filter(scope => scope !== 'ops' && scope !== 'sessions:restricted').join(' ')
