// What Prometheus scrapes and which rules it has: `node deploy/prove/see-targets.ts PROMETHEUS_URL`; exits 1 unless all is up and sound.
import { z } from 'zod'

const [url = ''] = process.argv.slice(2)
const ROLES = ['api', 'board', 'worker-stages', 'worker-actuators', 'worker-sessions', 'worker-finalize']

const ask = async (path: string) => (await fetch(`${url}/api/v1/${path}`, { signal: AbortSignal.timeout(5000) })).json()
const Labels = z.object({ job: z.string(), worker: z.string().optional() })
const Targets = z.object({
  data: z.object({ activeTargets: z.array(z.object({ labels: Labels, health: z.string(), lastError: z.string() })) }),
})
const Rules = z.object({
  data: z.object({ groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })) }),
})

const targets = Targets.parse(await ask('targets')).data.activeTargets.map(({ labels, ...rest }) => ({
  ...rest,
  role: labels.worker ?? labels.job.replace('mandate-', ''),
}))
const rules = Rules.parse(await ask('rules')).data.groups.flatMap(group => group.rules)
console.log(targets.map(({ role, health }) => `${role}: ${health}`).join('\n'))
console.log(`${rules.length} rules are loaded`)
const wrong = [
  ...targets.filter(({ health }) => health !== 'up').map(({ role, lastError }) => `${role} is not up: ${lastError}`),
  ...ROLES.filter(role => !targets.some(target => target.role === role)).map(role => `${role} is not scraped`),
  ...rules.filter(({ health }) => health !== 'ok').map(({ name, health }) => `${name} is ${health}`),
  ...(rules.length === 0 ? ['no rule is loaded'] : []),
]
for (const line of wrong) console.error(line)
process.exitCode = wrong.length === 0 ? 0 : 1
