import { Code, ConnectError } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { demandOwnRef } from '#services/ingest/documents/own-ref.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const of = (more: string) => `s3://mandate/skeletons/${TENANT}/a.docx${more}`

describe('a ref of an own object', () => {
  it('names bucket, key and version, whatever characters a version has', () => {
    expect(demandOwnRef(of(''), TENANT)).toEqual({ bucket: 'mandate', key: `skeletons/${TENANT}/a.docx` })
    expect(demandOwnRef(of('?versionId=a%2Fb%3D%3D'), TENANT)).toMatchObject({ versionId: 'a/b==' })
    expect(demandOwnRef(of('?versionId=a/b=='), TENANT)).toMatchObject({ versionId: 'a/b==' })
    expect(demandOwnRef(of('?versionId=3.L4~k_J-9'), TENANT)).toMatchObject({ versionId: '3.L4~k_J-9' })
  })

  it.each(['?versionId=%', '?versionId=%FF', '?versionId=%4', '?versionId=', '?other=1'])(
    '%s is refused in words, and is no defect of ours',
    more => {
      const refused = () => demandOwnRef(of(more), TENANT)
      expect(refused).toThrow(ConnectError)
      expect(refused).toThrow(expect.objectContaining({ code: Code.InvalidArgument }))
    },
  )
})
