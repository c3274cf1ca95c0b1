// The channels that a tenant has set for campaigns that name none.
import type { Channel } from '#contracts/brief.ts'
import type { Read } from '../connection/with-reader.ts'

export function tenantDefaultChannels(read: Read) {
  return async (tenantId: string): Promise<Channel[] | undefined> => {
    const [row] = await read<{ default_channels: Channel[] }>({ tenantId }, DEFAULT_CHANNELS, [tenantId])
    return row?.default_channels
  }
}

const DEFAULT_CHANNELS = `
SELECT default_channels
FROM tenant_configs
WHERE tenant_id = $1::uuid`
