// Counts what the calls to a model used, and what that costs.
import type { Usage } from '#contracts/strategy-brief.ts'

export interface ModelPrices {
  /** Minor units of the currency for a million tokens; null: the price is not known, and no cost is claimed. */
  inputMinorPerMillion: number | null
  outputMinorPerMillion: number | null
  currency: string
}

export interface UsageMeter {
  add(inputTokens: number, outputTokens: number): void
  /** `cost_minor` has four decimals: a debate often costs less than a cent. */
  read(): Usage
}

export function createUsageMeter(model: string, prices: ModelPrices): UsageMeter {
  const startedAt = performance.now()
  let input = 0
  let output = 0
  return {
    add(inputTokens, outputTokens) {
      input += inputTokens
      output += outputTokens
    },
    read() {
      const { inputMinorPerMillion, outputMinorPerMillion, currency } = prices
      const known = inputMinorPerMillion !== null && outputMinorPerMillion !== null
      const cost = known ? (input * inputMinorPerMillion + output * outputMinorPerMillion) / 1_000_000 : 0
      return {
        model,
        input_tokens: input,
        output_tokens: output,
        ...(known ? { cost_minor: Math.round(cost * 10_000) / 10_000, currency } : {}),
        duration_ms: Math.round(performance.now() - startedAt),
      }
    },
  }
}
