// The shapes of the document by the names that people use.
import type { components } from '../generated/openapi.ts'

type Schemas = components['schemas']

export type Campaign = Schemas['CampaignPayload']
export type CampaignSummary = Schemas['CampaignSummary']
export type CampaignRequest = Schemas['CampaignRequest']
export type Action = Schemas['Action']
export type ActionProposal = Schemas['ActionProposal']
export type Command = Schemas['ExecuteCommandRequest']
export type Session = Schemas['GetSession200']
export type Block = Schemas['ListBlocks200']['data'][number]
export type Asset = Schemas['UploadAsset202']
export type ChunkReceipt = Schemas['AppendChunk202']
export type Account = Schemas['Account']
export type AuditEntry = Schemas['AuditEntry']
export type AuditVerdict = Schemas['VerifyAudit200']
export type Skeleton = Schemas['Skeleton']
export type SessionConfig = Schemas['SessionConfig']
export type Quota = Schemas['Quota']
export type Why = Schemas['Why']
export type Problem = Schemas['Problem']
