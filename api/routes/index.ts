// Every route there is, on one screen. To add one: its file, and a line here.
import type { AnyRoute } from '../pipeline/route.ts'
import { checkAccount } from './accounts/check.ts'
import { listAccounts } from './accounts/list.ts'
import { putAccount } from './accounts/put.ts'
import { approveAction } from './actions/approve.ts'
import { cancelAction } from './actions/cancel.ts'
import { editAction } from './actions/edit.ts'
import { getAction } from './actions/get.ts'
import { listActions } from './actions/list.ts'
import { actionMedia } from './actions/media.ts'
import { actionMetrics } from './actions/metrics.ts'
import { proposeAction } from './actions/propose.ts'
import { rejectAction } from './actions/reject.ts'
import { resolveAction } from './actions/resolve.ts'
import { actionTrail } from './actions/trail.ts'
import { actionVersions } from './actions/versions.ts'
import { executeCommand } from './actuator/execute.ts'
import { exportAudit } from './audit/export.ts'
import { searchAudit } from './audit/search.ts'
import { verifyAudit } from './audit/verify.ts'
import { batchCampaigns } from './campaigns/batch.ts'
import { cancelCampaign } from './campaigns/cancel.ts'
import { createCampaign } from './campaigns/create.ts'
import { getCampaign } from './campaigns/get.ts'
import { listCampaigns } from './campaigns/list.ts'
import { retryCampaign } from './campaigns/retry.ts'
import { startCampaign } from './campaigns/start.ts'
import { campaignTrail } from './campaigns/trail.ts'
import { getConfig } from './config/get.ts'
import { putConfig } from './config/put.ts'
import { getConfigVersion } from './config/version.ts'
import { listConfigVersions } from './config/versions.ts'
import { listInbox } from './inbox/list.ts'
import { getKillSwitch } from './kill-switch/get.ts'
import { putKillSwitch } from './kill-switch/put.ts'
import { getPolicy } from './policy/get.ts'
import { putPolicy } from './policy/put.ts'
import { getQuota } from './quota/get.ts'
import { putQuota } from './quota/put.ts'
import { appendChunk } from './session/append.ts'
import { getAsset } from './session/asset.ts'
import { listAssets } from './session/assets.ts'
import { listBlocks } from './session/blocks.ts'
import { cloneSession } from './session/clone.ts'
import { completeUpload } from './session/complete-upload.ts'
import { changeContext } from './session/context.ts'
import { editBlock } from './session/edit-block.ts'
import { finalizeSession } from './session/finalize.ts'
import { getSession } from './session/get.ts'
import { listSessions } from './session/list.ts'
import { resumeSession } from './session/resume.ts'
import { resurrectSession } from './session/resurrect.ts'
import { startSession } from './session/start.ts'
import { startUpload } from './session/start-upload.ts'
import { sessionTrail } from './session/trail.ts'
import { uploadAsset } from './session/upload-asset.ts'
import { checkSkeleton } from './skeletons/check.ts'
import { createSkeleton } from './skeletons/create.ts'
import { getSkeleton } from './skeletons/get.ts'
import { listSkeletons } from './skeletons/list.ts'
import { getStructure } from './skeletons/structure.ts'
import { auditKeys } from './system/audit-keys.ts'
import { docs, docsScript, docsStart } from './system/docs.ts'
import { health, livez, readyz } from './system/health.ts'
import { openApiJson, openApiYaml } from './system/openapi.ts'
import { discoverTemplates } from './templates/discover.ts'
import { listTemplates } from './templates/list.ts'
import { changeWebhook } from './webhooks/change.ts'
import { createWebhook } from './webhooks/create.ts'
import { deleteWebhook } from './webhooks/delete.ts'
import { listDeliveries } from './webhooks/deliveries.ts'
import { getDelivery } from './webhooks/delivery.ts'
import { getWebhook } from './webhooks/get.ts'
import { listWebhooks } from './webhooks/list.ts'
import { replayWebhook } from './webhooks/replay.ts'
import { replayDelivery } from './webhooks/replay-delivery.ts'
import { rotateWebhookSecret } from './webhooks/rotate-secret.ts'
import { testWebhook } from './webhooks/test.ts'

export const ROUTES: readonly AnyRoute[] = [
  createCampaign, //             POST /api/v1/campaigns
  batchCampaigns, //             POST /api/v1/campaigns/batch
  listCampaigns, //              GET  /api/v1/campaigns
  getCampaign, //                GET  /api/v1/campaigns/{id}
  campaignTrail.audit, //        GET  /api/v1/campaigns/{id}/audit
  campaignTrail.events, //       GET  /api/v1/campaigns/{id}/events
  campaignTrail.why, //          GET  /api/v1/campaigns/{id}/why
  startCampaign, //              POST /api/v1/campaigns/{id}/start
  retryCampaign, //              POST /api/v1/campaigns/{id}/retry
  cancelCampaign, //             POST /api/v1/campaigns/{id}/cancel
  proposeAction, //              POST /api/v1/actions
  listInbox, //                  GET  /api/v1/inbox
  listActions, //                GET  /api/v1/actions
  getAction, //                  GET  /api/v1/actions/{id}
  editAction, //                 PATCH /api/v1/actions/{id}
  actionTrail.audit, //          GET  /api/v1/actions/{id}/audit
  actionTrail.events, //         GET  /api/v1/actions/{id}/events
  actionTrail.why, //            GET  /api/v1/actions/{id}/why
  actionVersions, //             GET  /api/v1/actions/{id}/versions
  actionMedia, //                GET  /api/v1/actions/{id}/media
  actionMetrics, //              GET  /api/v1/actions/{id}/metrics
  approveAction, //              POST /api/v1/actions/{id}/approve
  rejectAction, //               POST /api/v1/actions/{id}/reject
  cancelAction, //               POST /api/v1/actions/{id}/cancel
  resolveAction, //              POST /api/v1/actions/{id}/resolve
  executeCommand, //             POST /api/v1/actuator/execute
  startSession, //               POST /api/v1/session/start
  listSessions, //               GET  /api/v1/session
  getSession, //                 GET  /api/v1/session/{id}
  listBlocks, //                 GET  /api/v1/session/{id}/blocks
  sessionTrail.audit, //         GET  /api/v1/session/{id}/audit
  sessionTrail.events, //        GET  /api/v1/session/{id}/events
  sessionTrail.why, //           GET  /api/v1/session/{id}/why
  changeContext, //              PATCH /api/v1/session/{id}/current-context
  appendChunk, //                POST /api/v1/session/{id}/append
  uploadAsset, //                POST /api/v1/session/{id}/upload-asset
  listAssets, //                 GET  /api/v1/session/{id}/assets
  getAsset, //                   GET  /api/v1/session/{id}/assets/{asset_id}
  startUpload, //                POST /api/v1/session/{id}/uploads
  completeUpload, //             POST /api/v1/session/{id}/uploads/{upload_id}/complete
  resumeSession, //              POST /api/v1/session/{id}/resume
  editBlock, //                  PATCH /api/v1/session/{id}/blocks/{sequence_id}
  finalizeSession, //            POST /api/v1/session/{id}/finalize
  cloneSession, //               POST /api/v1/session/{id}/clone
  resurrectSession, //           POST /api/v1/session/{id}/resurrect
  getKillSwitch, //              GET  /api/v1/kill-switch
  putKillSwitch, //              PUT  /api/v1/kill-switch
  listAccounts, //               GET  /api/v1/accounts
  putAccount, //                 PUT  /api/v1/accounts/{platform}/{account}
  checkAccount, //               POST /api/v1/accounts/{platform}/{account}/check
  getPolicy, //                  GET  /api/v1/tenants/current/policy
  putPolicy, //                  PUT  /api/v1/tenants/current/policy
  getConfig, //                  GET  /api/v1/tenants/current/config
  putConfig, //                  PUT  /api/v1/tenants/current/config
  listConfigVersions, //         GET  /api/v1/tenants/current/config/versions
  getConfigVersion, //           GET  /api/v1/tenants/current/config/versions/{version}
  createSkeleton, //             POST /api/v1/tenants/current/skeletons
  listSkeletons, //              GET  /api/v1/tenants/current/skeletons
  getSkeleton, //                GET  /api/v1/tenants/current/skeletons/{id}
  getStructure, //               GET  /api/v1/tenants/current/skeletons/{id}/structure
  checkSkeleton, //              POST /api/v1/tenants/current/skeletons/{id}/check
  listTemplates, //              GET  /api/v1/tenants/current/templates
  discoverTemplates, //          POST /api/v1/tenants/current/templates/discover
  getQuota, //                   GET  /api/v1/tenants/current/quota
  putQuota, //                   PUT  /api/v1/tenants/current/quota
  createWebhook, //              POST /api/v1/webhooks
  listWebhooks, //               GET  /api/v1/webhooks
  getWebhook, //                 GET  /api/v1/webhooks/{id}
  changeWebhook, //              PATCH /api/v1/webhooks/{id}
  deleteWebhook, //              DELETE /api/v1/webhooks/{id}
  rotateWebhookSecret, //        POST /api/v1/webhooks/{id}/rotate-secret
  testWebhook, //                POST /api/v1/webhooks/{id}/test
  replayWebhook, //              POST /api/v1/webhooks/{id}/replay
  listDeliveries, //             GET  /api/v1/webhooks/{id}/deliveries
  getDelivery, //                GET  /api/v1/webhooks/{id}/deliveries/{delivery_id}
  replayDelivery, //             POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/replay
  searchAudit, //                GET  /api/v1/audit
  verifyAudit, //                GET  /api/v1/audit/verify
  exportAudit, //                GET  /api/v1/audit/export
  auditKeys, //                  GET  /.well-known/mandate-audit-keys
  livez, //                      GET  /livez
  readyz, //                     GET  /readyz
  health, //                     GET  /health
  openApiJson, //                GET  /openapi.json
  openApiYaml, //                GET  /openapi.yaml
  docs, //                       GET  /docs
  docsStart, //                  GET  /docs/start.js
  docsScript, //                 GET  /docs/scalar.js
]
