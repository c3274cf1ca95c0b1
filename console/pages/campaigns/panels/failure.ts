// Why a campaign failed, and what can be done about it.
import { html } from 'hono/html'
import type { CampaignFailure, CampaignPayload } from '#contracts/campaign-payload.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { STATE_NAMES } from '../picture/state-names.ts'
import { panel } from './panel.ts'

type Reason = CampaignFailure['reason']

const WORDS: Readonly<Record<Reason, string>> = {
  UPSTREAM_TIMEOUT: 'A service behind it did not answer in time.',
  UPSTREAM_ERROR: 'A service behind it failed or refused.',
  UPSTREAM_INVALID_RESPONSE: 'A service behind it answered something that cannot be used.',
  QUALITY_GATE: 'The quality gate did not let its content pass.',
  PUBLICATION_REJECTED: 'People rejected everything that it proposed.',
  PUBLICATION_FAILED: 'Nothing that it proposed was published.',
  BUDGET_EXCEEDED: 'What it would spend is more than its budget.',
  CANCELLED: 'It was cancelled.',
  INTERNAL: 'Something went wrong inside Mandate.',
}

const ADVICE: Readonly<Record<Reason, string>> = {
  UPSTREAM_TIMEOUT: 'Retry from the stage that failed once the service answers again.',
  UPSTREAM_ERROR: 'Retry from the stage that failed once the service is well again.',
  UPSTREAM_INVALID_RESPONSE: 'Whoever runs the service should look at its log; then retry from the stage that failed.',
  QUALITY_GATE: 'See what blocked it in the gate report, and retry from Content to have it written anew.',
  PUBLICATION_REJECTED: 'See why in the inbox, and retry from Strategy or Content to have it proposed differently.',
  PUBLICATION_FAILED: 'See the error of each publication; when its cause is gone, retry from Publish.',
  BUDGET_EXCEEDED: 'Have the budget raised, or create a campaign that asks for less.',
  CANCELLED: 'Create a new campaign if it is still wanted.',
  INTERNAL: 'Retry once; if it fails again, whoever runs Mandate finds it in the log by the trace.',
}

export function failurePanel({ failure, retry_count, max_retries }: CampaignPayload): Markup {
  if (failure === null) return nothing
  const left = max_retries - retry_count
  return panel(
    'failure',
    'Failure',
    html`<p><strong>${WORDS[failure.reason]}</strong></p>
    <dl class="facts">
      <dt>Reason</dt><dd><code>${failure.reason}</code></dd>
      <dt>Stage</dt><dd>${STATE_NAMES[failure.stage]}</dd>
      <dt>Detail</dt><dd>${failure.detail}</dd>
      <dt>The same again</dt><dd>${failure.retryable ? 'may succeed later, without a change' : 'would fail again unless something changes'}</dd>
      <dt>Retries</dt><dd>${retry_count} of ${max_retries} used</dd>
    </dl>
    <p>${left > 0 ? ADVICE[failure.reason] : 'All retries are used. Create a new campaign if it is still wanted.'}</p>`,
  )
}
