// A file to begin with: every column, and two campaigns.
export const SAMPLE_CSV = [
  'objective,audience,product,budget_amount,currency,channels,locale,constraints,guardrails,max_retries',
  'Sell cold brew to hikers,People who walk at weekends,Cold brew in cans,250.00,EUR,TWITTER:acme LINKEDIN:acme,en,Name the price|At most one picture,No health claims,3',
  '"Tell of the new roaster, once",Regulars,,,,MOCK:demo,en,,,',
  '',
].join('\r\n')
