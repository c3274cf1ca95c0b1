// What radar has to say to a campaign's brief: the campaign keeps only what followed from it. Ids of signals are those of RADAR_SCAN.
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { ScanReply, type ScanRequest } from '#contracts/upstream/radar.ts'

export async function readScan(radarUrl: string, campaign: CampaignPayload, signal: AbortSignal): Promise<ScanReply> {
  const { campaign_id, tenant_id, brief } = campaign
  const body: ScanRequest = { campaign_id, tenant_id, brief }
  const response = await fetch(`${radarUrl}/scan`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok) throw new Error(`radar answered ${response.status}: ${await response.text()}`)
  return ScanReply.parse(await response.json())
}
