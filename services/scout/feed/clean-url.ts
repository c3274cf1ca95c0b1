// The place where links of feeds become links one can show, and keys one can compare.

const MAX_LENGTH = 4000
const TRACKING =
  /^(utm_.*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid?|mc_[ce]id|_hs(enc|mi)|hsCtaTracking|mkt_tok|oly_(anon|enc)_id|vero_(id|conv)|wickedid|wt_z?mc.*|at_(medium|campaign|custom\d).*|pk_(campaign|kwd|source|medium)|mtm_.*|ref_(src|url)|cmpid|ncid|s_cid|icid|xtor|ito|spm|sr_share|__twitter_impression|guccounter)$/i
const FROM_FEED = /^(rss|feed|atom|rss2|feedburner)$/i

/** The absolute http(s) link without credentials and tracking; undefined for `javascript:`, `data:` and the like. */
export function cleanUrl(link: string | undefined, base?: string): string | undefined {
  const url = parse(link?.trim() ?? '', base)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
  url.username = ''
  url.password = ''
  for (const [name, value] of [...url.searchParams]) {
    if (TRACKING.test(name) || FROM_FEED.test(value)) url.searchParams.delete(name)
  }
  // `#section` is part of the address, `#xtor=RSS-1` and `#:~:text=` are not.
  if (/[=~]/.test(url.hash)) url.hash = ''
  const text = url.href.toWellFormed()
  return text.length > MAX_LENGTH ? undefined : text
}

/** Two links with one key lead to one page; undefined for a site's front page, which many items share. */
export function urlKey(cleaned: string): string | undefined {
  const url = new URL(cleaned)
  url.searchParams.sort()
  const path = url.pathname.replace(/\/(index\.(html?|php))?$/i, '')
  if (path === '' && url.search === '' && url.hash === '') return undefined
  return `${url.host.replace(/^(www|m|amp)\./, '')}${path}${url.search}${url.hash}`
}

function parse(link: string, base: string | undefined): URL | null {
  if (link === '') return null
  return URL.parse(link, base === undefined ? undefined : (URL.parse(base)?.href ?? undefined))
}
