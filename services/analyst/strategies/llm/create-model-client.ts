// The wire to an OpenAI-compatible endpoint: one question, one answer of an agreed shape, with one try to repair it.
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { z } from 'zod'
import { ModelFailed } from './model-failed.ts'
import type { UsageMeter } from './usage-meter.ts'

export interface ModelConfig {
  baseUrl: string
  apiKey: string
  model: string
  /** One try of one question. */
  timeoutMs: number
  /** Tries after the first on timeouts, 429, 5xx and lost connections; `Retry-After` is honoured. */
  retries: number
  maxOutputTokens: number
}

export interface ModelQuestion<T extends z.ZodType> {
  /** Names the answer's schema on the wire. */
  name: string
  system: string
  user: string
  schema: T
  /** What the schema cannot say; each fault is told to the model when it gets its one try to repair. */
  faults(answer: z.output<T>): readonly string[]
}

export interface ModelPort {
  name: string
  /** Throws ModelFailed. */
  ask<T extends z.ZodType>(question: ModelQuestion<T>, meter: UsageMeter, signal: AbortSignal): Promise<z.output<T>>
}

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam

export function createModelClient(config: ModelConfig): ModelPort {
  const client = new OpenAI({
    baseURL: config.baseUrl,
    apiKey: config.apiKey,
    organization: null,
    project: null,
    timeout: config.timeoutMs,
    maxRetries: config.retries,
    logLevel: 'off',
  })
  return {
    name: config.model,
    async ask(question, meter, signal) {
      const messages: Message[] = [
        { role: 'system', content: question.system },
        { role: 'user', content: question.user },
      ]
      const first = await complete(client, config, messages, question, meter, signal)
      const answer = judge(first, question)
      if (answer.ok) return answer.value
      const repair: Message = {
        role: 'user',
        content: `That answer cannot be used: ${answer.faults.join('; ')}. Answer again, with all of these mended, as JSON of the agreed schema only.`,
      }
      const second = await complete(
        client,
        config,
        [...messages, { role: 'assistant', content: first }, repair],
        question,
        meter,
        signal,
      )
      const repaired = judge(second, question)
      if (repaired.ok) return repaired.value
      throw new ModelFailed(
        'invalid',
        `the model's answer ${question.name} could not be used: ${repaired.faults.slice(0, 5).join('; ')}`,
      )
    },
  }
}

async function complete<T extends z.ZodType>(
  client: OpenAI,
  { model, maxOutputTokens }: ModelConfig,
  messages: Message[],
  { name, schema }: ModelQuestion<T>,
  meter: UsageMeter,
  signal: AbortSignal,
): Promise<string> {
  const response_format = {
    type: 'json_schema' as const,
    json_schema: { name, strict: true, schema: z.toJSONSchema(schema) },
  }
  try {
    const completion = await client.chat.completions.create(
      { model, messages, response_format, max_completion_tokens: maxOutputTokens },
      { signal },
    )
    meter.add(completion.usage?.prompt_tokens ?? 0, completion.usage?.completion_tokens ?? 0)
    const message = completion.choices?.[0]?.message
    if (message?.refusal) throw new ModelFailed('refused', 'the model refuses to answer')
    return message?.content ?? ''
  } catch (error) {
    throw failureOf(error)
  }
}

function failureOf(error: unknown): ModelFailed {
  if (error instanceof ModelFailed) return error
  if (error instanceof APIUserAbortError)
    return new ModelFailed('unavailable', 'the model did not answer in time', error)
  if (error instanceof APIConnectionError)
    return new ModelFailed('unavailable', 'the model cannot be reached or did not answer in time', error)
  if (error instanceof APIError) {
    const later = error.status === undefined || error.status === 408 || error.status === 429 || error.status >= 500
    return new ModelFailed(
      later ? 'unavailable' : 'refused',
      `the model's endpoint answered ${error.status ?? 'nothing'}`,
      error,
    )
  }
  // A body that is no JSON, though it came with 200.
  return new ModelFailed('invalid', "the model's endpoint does not speak the agreed protocol", error)
}

type Judgement<T> = { ok: true; value: T } | { ok: false; faults: readonly string[] }

function judge<T extends z.ZodType>(content: string, { schema, faults }: ModelQuestion<T>): Judgement<z.output<T>> {
  const json = parseJson(content)
  if (!json.ok) return json
  const parsed = schema.safeParse(json.value)
  if (!parsed.success)
    return {
      ok: false,
      faults: parsed.error.issues.map(issue => `${issue.path.join('.') || 'answer'}: ${issue.message}`),
    }
  const found = faults(parsed.data)
  return found.length === 0 ? { ok: true, value: parsed.data } : { ok: false, faults: found }
}

/** Some endpoints wrap JSON into a Markdown fence in spite of the schema. */
function parseJson(content: string): Judgement<unknown> {
  try {
    return { ok: true, value: JSON.parse(content.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, '')) }
  } catch (error) {
    return { ok: false, faults: [`no valid JSON (${error instanceof Error ? error.message : String(error)})`] }
  }
}
