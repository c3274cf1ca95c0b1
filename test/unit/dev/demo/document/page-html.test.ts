import { Document, ExternalHyperlink, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { describe, expect, it } from 'vitest'
import { onlyAPage, pageHtml } from '#dev/demo/document/page-html.ts'
import { readMeeting } from '#dev/demo/read-meeting.ts'

describe('a document in the report', () => {
  it('shows headings, styles, tables and pictures of the sample skeleton, and of links their words', async () => {
    const { picture } = await readMeeting()
    const image = new ImageRun({ type: 'png', data: picture.bytes, transformation: { width: 96, height: 41 } })
    const link = new ExternalHyperlink({
      link: 'https://store.example/a?signature=1',
      children: [new TextRun('recording')],
    })
    const document = new Document({
      styles: { paragraphStyles: [{ id: 'Gap', name: 'Gap', basedOn: 'Normal' }] },
      sections: [
        {
          children: [
            new Paragraph({ text: 'Minutes', heading: 'Title' }),
            new Paragraph({ text: '[audio missing]', style: 'Gap' }),
            new Paragraph({ children: [link, image] }),
            new Table({ rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('yes')] })] })] }),
          ],
        },
      ],
    })

    const html = await pageHtml(await Packer.toBuffer(document))

    expect(html.replace(/base64,[^"]+/, 'base64,…')).toBe(
      '<h3>Minutes</h3><p class="gap">[audio missing]</p><p>recording<img src="data:image/png;base64,…" /></p>' +
        '<table><tr><td><p>yes</p></td></tr></table>',
    )
  })

  it.each([
    [
      '<script>alert(1)</script><p onclick="alert(1)" style="color:red" class="sheet gap">a</p>',
      '<p class="gap">a</p>',
    ],
    ['<img src="https://a.example/x.png"><img src="data:image/svg+xml;base64,PHN2Zz4=" onerror="x">', ''],
    ['<a href="javascript:alert(1)">b</a><iframe src="https://a.example"></iframe>', 'b'],
    ['<p>&lt;script&gt;</p>', '<p>&lt;script&gt;</p>'],
  ])('keeps of %s what can be read alone', (html, kept) => {
    expect(onlyAPage(html)).toBe(kept)
  })
})
