// The debate by a model, over a real socket: what an OpenAI-compatible endpoint may do to us, and what comes of it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadAuditRules } from '#services/analyst/audits/audit-rules.ts'
import { createModelClient } from '#services/analyst/strategies/llm/create-model-client.ts'
import { createModelEngine, type ModelEngineConfig } from '#services/analyst/strategies/llm/decide-by-model.ts'
import { createRulesEngine } from '#services/analyst/strategies/rules/decide-by-rules.ts'
import { strategyFacts } from '#test/fixtures/analyst/strategy-facts.ts'

const rules = loadAuditRules()
const Asked = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      name: z.string(),
      strict: z.literal(true),
      schema: z.looseObject({ additionalProperties: z.literal(false) }),
    }),
  }),
})
type Asked = z.infer<typeof Asked>

/** Answers the n-th question about a schema; undefined: the good answer. */
type Reply = (asked: Asked, nth: number, response: ServerResponse) => object | string | 'handled' | undefined

let server: Server
let asked: Asked[]
let reply: Reply
let costs: { outcome: string; input: number | undefined }[]

beforeEach(async () => {
  asked = []
  costs = []
  reply = () => undefined
  server = createServer((request, response) => void serve(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const chunk of request) body += chunk
  const question = Asked.parse(JSON.parse(body))
  asked.push(question)
  const { name } = question.response_format.json_schema
  const nth = asked.filter(other => other.response_format.json_schema.name === name).length
  const answer = reply(question, nth, response) ?? good(name)
  if (answer === 'handled') return
  const content = typeof answer === 'string' ? answer : JSON.stringify(answer)
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({
      choices: [{ message: { role: 'assistant', content } }],
      usage: { prompt_tokens: 1000, completion_tokens: 100 },
    }),
  )
}

const verdict = {
  decision: 'GO',
  reason: 'The CFO agrees.',
  overruled: ['CFO'],
  audience: 'weekend hikers',
  message: 'Dry feet on wet trails.',
  hooks: [
    { style: 'question', text: 'Wet feet again?' },
    { style: 'story', text: 'It rained all day.' },
  ],
  channels: [
    { channel: 'TWITTER:acme', angle: 'Short.', weight: 0.2 },
    { channel: 'MOCK:demo', angle: 'Plain.', weight: 0.5 },
    { channel: 'LINKEDIN:acme', angle: 'Long.', weight: 0.3 },
  ],
  spend_minor: 40_000,
}

function good(name: string): object {
  if (name === 'verdict') return verdict
  return {
    stance: 'Go.',
    argument: 'brief.objective says so.',
    signal_ids: ['s1'],
    objections: name === 'cfo_position' ? ['It is a lot.'] : [],
  }
}

function engine(changes: Partial<ModelEngineConfig> & { retries?: number; timeoutMs?: number } = {}) {
  const { port } = server.address() as AddressInfo
  const { retries = 1, timeoutMs = 300, ...rest } = changes
  return createModelEngine({
    model: createModelClient({
      baseUrl: `http://127.0.0.1:${port}/v1`,
      apiKey: 'key',
      model: 'test-model',
      timeoutMs,
      retries,
      maxOutputTokens: 500,
    }),
    prices: { inputMinorPerMillion: 250, outputMinorPerMillion: 1000, currency: 'USD' },
    deadlineMs: 5000,
    rules,
    onUsage: (_, usage, outcome) => costs.push({ outcome, input: usage.input_tokens }),
    fallback: null,
    ...rest,
  })
}

const decide = (changes: Parameters<typeof engine>[0] = {}, facts = strategyFacts()) =>
  engine(changes)(facts, AbortSignal.timeout(8000))

describe('the debate by a model', () => {
  it('asks three positions, the CEO after the others, then a verdict, and notes what it cost', async () => {
    const decided = await decide()
    expect(asked.map(question => question.response_format.json_schema.name).sort()).toEqual([
      'ceo_position',
      'cfo_position',
      'cmo_position',
      'verdict',
    ])
    expect(asked[2]?.response_format.json_schema.name).toBe('ceo_position')
    expect(asked[2]?.messages[1]?.content).toContain('It is a lot.')
    expect(decided).toMatchObject({
      engine: 'test-model',
      plannedMinor: 40_000,
      usage: { model: 'test-model', input_tokens: 4000, output_tokens: 400, cost_minor: 1.4, currency: 'USD' },
    })
    expect(decided.channels.map(({ channel }) => channel)).toEqual(['MOCK:demo', 'LINKEDIN:acme', 'TWITTER:acme'])
    expect(costs).toEqual([{ outcome: 'decided', input: 4000 }])
  })

  it('opens with the advised style', async () => {
    const advice = { hook_style: 'story', hour_utc: 9, channels: [], observations: 3 }
    expect((await decide({}, strategyFacts({ advice }))).hooks[0]?.style).toBe('story')
  })

  it('takes an answer that is right at the second time: no JSON, then a wrong shape, then an unknown signal', async () => {
    reply = (question, nth) => {
      const { name } = question.response_format.json_schema
      if (nth > 1) return undefined
      if (name === 'cmo_position') return 'I think we should go!'
      if (name === 'cfo_position') return { stance: 7 }
      if (name === 'ceo_position') return { stance: 'Go.', argument: 'x', signal_ids: ['made-up'], objections: [] }
      return { ...verdict, channels: verdict.channels.slice(1), spend_minor: 10 ** 9 }
    }
    const decided = await decide()
    expect(decided.debate.positions.map(({ signal_ids }) => signal_ids)).toEqual([['s1'], ['s1'], ['s1']])
    expect(asked).toHaveLength(8)
    const repairs = asked
      .filter(question => question.messages.length === 4)
      .map(question => question.messages[3]?.content ?? '')
    for (const fault of [
      'no valid JSON',
      'stance: ',
      'no signal made-up',
      'channels: must be exactly',
      'spend_minor: at most 50000',
    ]) {
      expect(
        repairs.some(repair => repair.includes(fault)),
        fault,
      ).toBe(true)
    }
    expect(decided.usage).toMatchObject({ input_tokens: 8000 })
  })

  it('makes the CFO object when the budget is below the need', async () => {
    const facts = strategyFacts({ brief: { budget: { amount_minor: 100, currency: 'EUR' } } })
    reply = (question, nth) => {
      const { name } = question.response_format.json_schema
      if (name === 'cfo_position' && nth === 1)
        return { stance: 'Fine.', argument: 'x', signal_ids: [], objections: [] }
      return name === 'verdict' ? { ...verdict, spend_minor: 100 } : undefined
    }
    expect((await decide({}, facts)).debate.positions[1]?.objections).toEqual(['It is a lot.'])
  })

  it('has words repaired that the audit would refuse', async () => {
    reply = (question, nth) =>
      question.response_format.json_schema.name === 'verdict' && nth === 1
        ? { ...verdict, message: 'Guaranteed results!' }
        : undefined
    expect((await decide()).message).toBe(verdict.message)
  })

  it('fails as 502 when the answer is wrong twice', async () => {
    reply = () => ({ nothing: 'useful' })
    await expect(decide()).rejects.toMatchObject({ status: 502, code: 'MODEL_INVALID_ANSWER' })
    expect(costs[0]?.outcome).toBe('invalid')
  })

  it('fails as 503 when the model never answers in time', async () => {
    reply = () => 'handled'
    await expect(decide({ retries: 0, timeoutMs: 100 })).rejects.toMatchObject({
      status: 503,
      code: 'MODEL_UNAVAILABLE',
      headers: { 'retry-after': '5' },
    })
  })

  it('fails as 503 at the deadline of the whole debate', async () => {
    reply = () => 'handled'
    await expect(decide({ timeoutMs: 10_000, deadlineMs: 150 })).rejects.toMatchObject({
      status: 503,
      code: 'MODEL_UNAVAILABLE',
    })
  })

  it.each([429, 500])('tries again after %i, and fails as 503 when it stays', async status => {
    const refuse: Reply = (_, __, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '5' })
      response.end('{"error":{"message":"later"}}')
      return 'handled'
    }
    reply = (question, nth, response) => (nth === 1 ? refuse(question, nth, response) : undefined)
    expect((await decide()).engine).toBe('test-model')
    expect(asked).toHaveLength(8)
    reply = refuse
    await expect(decide()).rejects.toMatchObject({ status: 503, code: 'MODEL_UNAVAILABLE' })
  })

  it('fails as 502 without trying again when the endpoint refuses us', async () => {
    reply = (_, __, response) => {
      response.writeHead(401, { 'content-type': 'application/json' })
      response.end('{"error":{"message":"no such key"}}')
      return 'handled'
    }
    await expect(decide()).rejects.toMatchObject({ status: 502, code: 'MODEL_REFUSED' })
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it('lets rules decide only when told to, says so in engine, and still tells what the model used', async () => {
    reply = question => (question.response_format.json_schema.name === 'verdict' ? 'no' : undefined)
    const decided = await decide({ fallback: createRulesEngine(rules) })
    expect(decided.engine).toBe('rules@1 (fallback: test-model invalid)')
    expect(decided.usage).toMatchObject({ model: 'test-model', input_tokens: 5000 })
    expect(decided.debate.verdict.decision).toMatch(/^GO/)
  })
})
