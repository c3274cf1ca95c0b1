// Which of Meta's three surfaces an account is: told by its name, as everywhere on a developer's machine.

export type Surface = 'page' | 'instagram' | 'ads'

export function surfaceOf(account: string): Surface {
  if (account.startsWith('ig-')) return 'instagram'
  return account.startsWith('ads-') ? 'ads' : 'page'
}
