// One account of the list: the API has no page for one.
import type { Api } from '../../../http/api.ts'
import type { Account } from './account.ts'

const PAGE = 200

/** @throws ApiRefusal. @returns undefined where the person's tenant has none of that name */
export async function findAccount(
  api: Api,
  tenantId: string,
  { platform, account }: { platform: string; account: string },
): Promise<Account | undefined> {
  let cursor: string | undefined
  do {
    const list = await api.get<{ data: Account[]; next_cursor: string | null }>('/accounts', { limit: PAGE, cursor })
    const found = list.data.find(
      one => one.tenant_id === tenantId && one.platform === platform && one.account === account,
    )
    if (found !== undefined) return found
    cursor = list.next_cursor ?? undefined
  } while (cursor !== undefined)
  return undefined
}
