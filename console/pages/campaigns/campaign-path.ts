// The path of one campaign.
import { ID_PATTERN } from '../../http/id-pattern.ts'

export const ID = `{${ID_PATTERN}}` as const
export const CAMPAIGN = `/:id${ID}` as const
