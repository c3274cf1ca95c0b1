// The place where the demo's feeds are written, with dates counted back from now.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import { SAMPLE_ITEMS, type SampleItem } from './sample-items.ts'

const HOUR_MS = 3_600_000

interface Entry {
  id: string
  url: string
  title: string
  html: string
  at: Date
}

/** Two RSS, one Atom and one JSON Feed, and one in German, into `dir` (made if need be); returns their paths. */
export async function writeFeeds(dir: string, now: Date): Promise<string[]> {
  await mkdir(dir, { recursive: true })
  const files = {
    'portafilter-post.xml': rss(
      'The Portafilter Post',
      'https://portafilter.example',
      'en',
      SAMPLE_ITEMS.portafilterPost,
      now,
    ),
    'origin-notes.xml': rss('Origin Notes', 'https://originnotes.example', 'en', SAMPLE_ITEMS.originNotes, now),
    'huettenkurier.xml': rss('Hüttenkurier', 'https://huettenkurier.example', 'de', SAMPLE_ITEMS.huettenkurier, now),
    'ridge-and-kettle.atom': atom('Ridge & Kettle', 'https://ridgekettle.example', SAMPLE_ITEMS.ridgeAndKettle, now),
    'packlist-journal.json': json('Packlist Journal', 'https://packlist.example', SAMPLE_ITEMS.packlistJournal, now),
  }
  return Promise.all(Object.entries(files).map(([name, text]) => replaceFile(join(dir, name), text)))
}

function rss(title: string, site: string, language: string, items: readonly SampleItem[], now: Date): string {
  return generateRssFeed({
    title,
    link: site,
    description: `Sample feed of the demo: ${title}`,
    language,
    items: entriesOf(site, items, now).map(({ id, url, title, html, at }) => ({
      title,
      link: `${url}?utm_source=rss&utm_medium=feed`,
      description: html,
      guid: { value: id, isPermaLink: false },
      pubDate: at,
    })),
  })
}

function atom(title: string, site: string, items: readonly SampleItem[], now: Date): string {
  return generateAtomFeed({
    id: site,
    title: { value: title, type: 'text' },
    updated: now,
    links: [{ href: site }],
    entries: entriesOf(site, items, now).map(({ id, url, title, html, at }) => ({
      id,
      title: { value: title, type: 'text' },
      links: [{ href: url }],
      updated: at,
      summary: { value: html, type: 'html' },
    })),
  })
}

function json(title: string, site: string, items: readonly SampleItem[], now: Date): string {
  const feed = generateJsonFeed({
    title,
    home_page_url: site,
    items: entriesOf(site, items, now).map(({ id, url, title, html, at }) => ({
      id,
      url,
      title,
      content_html: html,
      date_published: at,
    })),
  })
  return typeof feed === 'string' ? feed : JSON.stringify(feed, null, 2)
}

function entriesOf(site: string, items: readonly SampleItem[], now: Date): Entry[] {
  return items.map(({ hoursAgo, title, text }) => {
    const slug = slugOf(title)
    const html = `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`
    return {
      id: `tag:${new URL(site).host},2026:${slug}`,
      url: `${site}/${slug}`,
      title,
      html,
      at: hoursBefore(now, hoursAgo),
    }
  })
}

function slugOf(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * HOUR_MS)
}

/** Whole or not at all: scout may be reading. */
async function replaceFile(path: string, text: string): Promise<string> {
  await writeFile(`${path}.tmp`, text)
  await rename(`${path}.tmp`, path)
  return path
}
