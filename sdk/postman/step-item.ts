// One of the first steps as an item of a Postman collection.
import type { Step } from './first-steps.ts'

/** Answers that are held for 3 s each: five minutes. */
const MOST_LOOKS = 100

export function stepItem(step: Step): object {
  const { name, method, path, token = 'token', headers = {}, body } = step
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' }
  const [pathname = '', query] = path.split('?')
  return {
    name,
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: scriptOf(step) } }],
    request: {
      method,
      auth: { type: 'bearer', bearer: [{ key: 'token', value: `{{${token}}}`, type: 'string' }] },
      header: Object.entries({ ...headers, ...json }).map(([key, value]) => ({ key, value })),
      ...(body === undefined ? {} : { body: { mode: 'raw', raw: JSON.stringify(body, null, 2) } }),
      url: {
        raw: `{{baseUrl}}${path}`,
        host: ['{{baseUrl}}'],
        path: pathname.slice(1).split('/'),
        ...(query === undefined
          ? {}
          : { query: [...new URLSearchParams(query)].map(([key, value]) => ({ key, value })) }),
      },
    },
    response: [],
  }
}

function scriptOf({ name, statuses, saves = {}, again, holds = {} }: Step): string[] {
  const checks = [
    `pm.test('${statuses.join(' or ')}', () => pm.expect(pm.response.code).to.be.oneOf(${JSON.stringify(statuses)}))`,
    ...Object.entries(holds).map(
      ([what, holds]) => `pm.test('${what}', () => pm.expect(${holds}, pm.response.text()).to.be.true)`,
    ),
    ...Object.entries(saves).map(([variable, from]) => `pm.collectionVariables.set('${variable}', ${from})`),
  ]
  const read = 'const body = pm.response.json()'
  if (again === undefined) return [read, ...checks]
  return [
    read,
    "const looks = Number(pm.variables.get('looks') || 0)",
    `if ((${again}) && looks < ${MOST_LOOKS}) {`,
    "  pm.variables.set('looks', looks + 1)",
    `  pm.execution.setNextRequest('${name}')`,
    '} else {',
    "  pm.variables.set('looks', 0)",
    ...checks.map(check => `  ${check}`),
    '}',
  ]
}
