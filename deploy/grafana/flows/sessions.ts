// Recording sessions, from the audio to the sealed document.
import type { Dashboard } from '../dashboard-json.ts'
import { now, quantiles, stepsOf, upstreams } from '../panels.ts'

const OF_SESSION = 'vad|transcribe|check-asset|drain|assemble|build|seal|custody|check-parent|abandon|archive'

export const SESSIONS: Dashboard = {
  uid: 'mandate-sessions',
  title: 'Mandate: sessions',
  about: 'Recordings: how fast audio is taken, what becomes of it, and the way to the sealed document.',
  rows: [
    {
      title: 'Now',
      panels: [
        now('Sessions that are not over', 'sum(max by (status) (mandate_sessions_live))'),
        now('Audio that stands for itself', 'max(mandate_audio_pending_blocks)'),
        now(
          'Append, p99',
          'histogram_quantile(0.99, sum by (le) (rate(mandate_append_duration_seconds_bucket[$__rate_interval])))',
          's',
        ),
        now('Audio taken', 'sum(rate(mandate_append_duration_seconds_count[$__rate_interval]))', 'reqps'),
      ],
    },
    {
      title: 'Recording',
      panels: [
        { title: 'Sessions', unit: 'short', queries: { '{{status}}': 'max by (status) (mandate_sessions_live)' } },
        { title: 'Append', unit: 's', queries: quantiles('mandate_append_duration_seconds', 'transport') },
        {
          title: 'Errors of session calls',
          unit: 'reqps',
          queries: {
            '{{route}} {{status}}':
              'sum by (route, status) (rate(http_request_duration_seconds_count{route=~"/session.*",status=~"[45].."}[$__rate_interval]))',
          },
        },
      ],
    },
    { title: 'From audio to document', panels: stepsOf(OF_SESSION) },
    { title: 'Services', panels: upstreams('core|builder|guard|ingest') },
  ],
}
