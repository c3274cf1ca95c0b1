import { describe, expect, it } from 'vitest'
import { linkedinWire } from './linkedin-wire.ts'

describe('a commentary', () => {
  it.each([
    ['a bracket', 'Join us (today) or never', 'Join us '],
    ['a mention of nobody', 'thanks to @ann', 'thanks to '],
    ['a sign in a word', 'we write C# here', 'we write C'],
    ['a lone backslash', 'a\\b', 'a'],
    ['an underscore', 'snake_case', 'snake'],
  ])('is cut at %s that is not escaped, with a 201 all the same', async (_, commentary, text) => {
    const wire = await linkedinWire()
    expect((await wire.post(commentary)).status).toBe(201)
    expect(await wire.texts()).toEqual([text])
  })

  it.each([
    [
      'what is escaped',
      'all \\\\ \\| \\{ \\} \\@ \\[ \\] \\( \\) \\< \\> \\# \\* \\_ \\~',
      'all \\ | { } @ [ ] ( ) < > # * _ ~',
    ],
    ['hashtags', '#one \\(#two', '#one (#two'],
    ['a hashtag template', 'see {hashtag|\\#|launch}', 'see #launch'],
    ['a mention', 'with @[Acme](urn:li:organization:1) today', 'with Acme today'],
  ])('is shown whole with %s', async (_, commentary, text) => {
    const wire = await linkedinWire()
    await wire.post(commentary)
    expect(await wire.texts()).toEqual([text])
  })
})
