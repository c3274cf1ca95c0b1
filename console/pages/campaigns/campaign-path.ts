// The path of one campaign: nothing but an id may become a part of a path of the API.
export const ID = '{[0-9a-fA-F-]{36}}'
export const CAMPAIGN = `/:id${ID}` as const
