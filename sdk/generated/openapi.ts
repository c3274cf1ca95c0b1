// Made by `npm run sdk:generate` from the OpenAPI document with SHA-256
// 7bf37d7ab41f76de695b2eb3a021e191ba91b43f087b280a1b76250ec0b8d28a; not for editing.
export interface paths {
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List campaigns, newest first */
        get: operations["listCampaigns"];
        /** Create a campaign */
        post: operations["createCampaign"];
    };
    "/api/v1/campaigns/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Create up to 1000 campaigns */
        post: operations["batchCampaigns"];
    };
    "/api/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign with its results and its log */
        get: operations["getCampaign"];
    };
    "/api/v1/campaigns/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its trail: everything that happened, hash-chained */
        get: operations["auditCampaign"];
    };
    "/api/v1/campaigns/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its trail as server-sent events */
        get: operations["eventsCampaign"];
    };
    "/api/v1/campaigns/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why it stands where it stands */
        get: operations["whyCampaign"];
    };
    "/api/v1/campaigns/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Start a campaign */
        post: operations["startCampaign"];
    };
    "/api/v1/campaigns/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Run a failed campaign again */
        post: operations["retryCampaign"];
    };
    "/api/v1/campaigns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cancel a campaign */
        post: operations["cancelCampaign"];
    };
    "/api/v1/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List actions, newest first */
        get: operations["listActions"];
        /** Propose an action */
        post: operations["proposeAction"];
    };
    "/api/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for the caller, most urgent first */
        get: operations["listInbox"];
    };
    "/api/v1/actions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An action, which is also its execution report */
        get: operations["getAction"];
        /** Edit an action that is not executing yet */
        patch: operations["editAction"];
    };
    "/api/v1/actions/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its trail: everything that happened, hash-chained */
        get: operations["auditAction"];
    };
    "/api/v1/actions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its trail as server-sent events */
        get: operations["eventsAction"];
    };
    "/api/v1/actions/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why it stands where it stands */
        get: operations["whyAction"];
    };
    "/api/v1/actions/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an action said before it was edited, newest first */
        get: operations["actionVersions"];
    };
    "/api/v1/actions/{id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its media, as they were hashed */
        get: operations["actionMedia"];
    };
    "/api/v1/actions/{id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a published action does */
        get: operations["actionMetrics"];
    };
    "/api/v1/actions/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approve an action by its digest */
        post: operations["approveAction"];
    };
    "/api/v1/actions/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reject an action */
        post: operations["rejectAction"];
    };
    "/api/v1/actions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cancel an action that is not executing yet */
        post: operations["cancelAction"];
    };
    "/api/v1/actions/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say what became of an action whose outcome is unknown */
        post: operations["resolveAction"];
    };
    "/api/v1/actuator/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Run an approved action by a signed command */
        post: operations["executeCommand"];
    };
    "/api/v1/session/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Start a recording session */
        post: operations["startSession"];
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sessions, newest first */
        get: operations["listSessions"];
    };
    "/api/v1/session/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A session: what was received, what became of it, what is missing */
        get: operations["getSession"];
    };
    "/api/v1/session/{id}/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said, in its order */
        get: operations["listBlocks"];
    };
    "/api/v1/session/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its trail: everything that happened, hash-chained */
        get: operations["auditSession"];
    };
    "/api/v1/session/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its trail as server-sent events */
        get: operations["eventsSession"];
    };
    "/api/v1/session/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why it stands where it stands */
        get: operations["whySession"];
    };
    "/api/v1/session/{id}/current-context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say who speaks, about what, and whether it is restricted */
        patch: operations["changeContext"];
    };
    "/api/v1/session/{id}/append": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Append a piece of audio */
        post: operations["appendChunk"];
    };
    "/api/v1/session/{id}/upload-asset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Add a picture */
        post: operations["uploadAsset"];
    };
    "/api/v1/session/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pictures of a session, in the order in which they came */
        get: operations["listAssets"];
    };
    "/api/v1/session/{id}/assets/{asset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One picture of a session */
        get: operations["getAsset"];
    };
    "/api/v1/session/{id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begin an upload of what is too large for a request */
        post: operations["startUpload"];
    };
    "/api/v1/session/{id}/uploads/{upload_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** End an upload: its parts become a piece of audio or a picture of the session */
        post: operations["completeUpload"];
    };
    "/api/v1/session/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reconnect: a new epoch, and what was received */
        post: operations["resumeSession"];
    };
    "/api/v1/session/{id}/blocks/{sequence_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Correct a block by hand */
        patch: operations["editBlock"];
    };
    "/api/v1/session/{id}/finalize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** End a session: from the last chunk to the sealed document */
        post: operations["finalizeSession"];
    };
    "/api/v1/session/{id}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Correct a sealed document: a new session that goes out from it */
        post: operations["cloneSession"];
    };
    "/api/v1/session/{id}/resurrect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Go on with a session that was given up as abandoned */
        post: operations["resurrectSession"];
    };
    "/api/v1/kill-switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kill switches that concern the caller */
        get: operations["getKillSwitch"];
        /** Engage or release a kill switch */
        put: operations["putKillSwitch"];
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform accounts of the tenant */
        get: operations["listAccounts"];
    };
    "/api/v1/accounts/{platform}/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Make or change a platform account of the tenant */
        put: operations["putAccount"];
    };
    "/api/v1/accounts/{platform}/{account}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Have the credentials of an account checked */
        post: operations["checkAccount"];
    };
    "/api/v1/tenants/current/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's policy */
        get: operations["getPolicy"];
        /** Replace the tenant's policy */
        put: operations["putPolicy"];
    };
    "/api/v1/tenants/current/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenant's session configuration */
        get: operations["getConfig"];
        /** Hand in the next version of the tenant's session configuration */
        put: operations["putConfig"];
    };
    "/api/v1/tenants/current/config/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of the tenant's session configuration, newest first */
        get: operations["listConfigVersions"];
    };
    "/api/v1/tenants/current/config/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of the tenant's session configuration, whatever became of it */
        get: operations["getConfigVersion"];
    };
    "/api/v1/tenants/current/skeletons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The skeletons of the tenant, newest first */
        get: operations["listSkeletons"];
        /** Upload a skeleton: the DOCX that documents are made from */
        post: operations["createSkeleton"];
    };
    "/api/v1/tenants/current/skeletons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A skeleton: what became of its check, and what can be filled in it */
        get: operations["getSkeleton"];
    };
    "/api/v1/tenants/current/skeletons/{id}/structure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a skeleton is made of: its outline, its styles, its placeholders and tables */
        get: operations["getSkeletonStructure"];
    };
    "/api/v1/tenants/current/skeletons/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Have a worker read once more what a skeleton is made of */
        post: operations["checkSkeleton"];
    };
    "/api/v1/tenants/current/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The template ids that are known, each with the placeholder that its blocks go to */
        get: operations["listTemplates"];
    };
    "/api/v1/tenants/current/templates/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Have ingest asked which templates a skeleton has */
        post: operations["discoverTemplates"];
    };
    "/api/v1/tenants/current/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much the tenant may have transcribed this month, and how much it has */
        get: operations["getQuota"];
        /** Limit how much the tenant may have transcribed a month */
        put: operations["putQuota"];
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webhooks of the tenant, newest first */
        get: operations["listWebhooks"];
        /** Have changes of state told to an address */
        post: operations["createWebhook"];
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook */
        get: operations["getWebhook"];
        /** Delete a webhook */
        delete: operations["deleteWebhook"];
        /** Change a webhook, disable it, or enable it again */
        patch: operations["changeWebhook"];
    };
    "/api/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A new secret, in force at once */
        post: operations["rotateWebhookSecret"];
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send a `webhook.test` */
        post: operations["testWebhook"];
    };
    "/api/v1/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send again what was made in a stretch of time */
        post: operations["replayWebhook"];
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was delivered to a webhook, or is on its way, newest first */
        get: operations["listDeliveries"];
    };
    "/api/v1/webhooks/{id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery: what is sent, and each try */
        get: operations["getDelivery"];
    };
    "/api/v1/webhooks/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send a delivery again */
        post: operations["replayDelivery"];
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of all trails of the tenant, newest first, by who did what to what and when */
        get: operations["searchAudit"];
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recompute the trail of a subject and compare it with the signed checkpoints */
        get: operations["verifyAudit"];
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All entries since a time */
        get: operations["exportAudit"];
    };
    "/.well-known/mandate-audit-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that checkpoints of the trail are signed with */
        get: operations["auditKeys"];
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CampaignPayload: {
            /** Format: uuid */
            campaign_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** Format: uuid */
            execution_id: string;
            /** @enum {string} */
            state: "IDLE" | "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN" | "FAILED";
            /** @enum {string} */
            status: "draft" | "running" | "waiting_approval" | "completed" | "failed" | "cancelled";
            retry_count: number;
            max_retries: number;
            brief: {
                objective: string;
                audience?: string;
                product?: string;
                budget?: {
                    amount_minor: number;
                    currency: string;
                };
                constraints?: string[];
                guardrails?: string[];
                locale?: string;
            };
            channels: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[];
            strategy_brief: {
                objective: string;
                audience: string;
                message: string;
                hooks: {
                    style: string;
                    text: string;
                }[];
                channels: {
                    channel: string;
                    angle: string;
                    budget_minor?: number;
                    hour_utc?: number;
                }[];
                debate: {
                    positions: {
                        /** @enum {string} */
                        role: "CMO" | "CFO" | "CEO";
                        stance: string;
                        argument: string;
                        signal_ids: string[];
                        objections: string[];
                    }[];
                    verdict: {
                        decision: string;
                        reason: string;
                        overruled: ("CMO" | "CFO" | "CEO")[];
                    };
                };
                constraints: string[];
                guardrails: string[];
                governance_hash: string;
                engine: string;
                usage: {
                    model?: string;
                    input_tokens?: number;
                    output_tokens?: number;
                    cost_minor?: number;
                    currency?: string;
                    duration_ms?: number;
                };
            } | null;
            content: {
                channel: string;
                text: string;
                media: {
                    /** Format: uri */
                    url: string;
                    sha256: string;
                    mime: string;
                    width: number;
                    height: number;
                    alt: string;
                }[];
            }[];
            quality_report: {
                /** @enum {string} */
                verdict: "PASS" | "FAIL";
                score: number;
                checks: {
                    name: string;
                    /** @enum {string} */
                    severity: "INFO" | "WARNING" | "CRITICAL";
                    passed: boolean;
                    message: string;
                }[];
                rules_version: string;
            } | null;
            publications: {
                /** Format: uuid */
                action_id: string;
                channel: string;
                /** @enum {string} */
                status: "PENDING_APPROVAL" | "APPROVED_BY_HUMAN" | "SCHEDULED" | "QUEUED" | "RATE_LIMITED" | "EXECUTING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "CANCELLED" | "EXPIRED" | "MISSED";
                platform_ref_id?: string;
                permalink?: string;
                error?: {
                    code: string;
                    message: string;
                };
            }[];
            learnings: {
                subject: string;
                finding: string;
                evidence: string;
                confidence: number;
            }[];
            failure: {
                /** @enum {string} */
                reason: "UPSTREAM_TIMEOUT" | "UPSTREAM_ERROR" | "UPSTREAM_INVALID_RESPONSE" | "QUALITY_GATE" | "PUBLICATION_REJECTED" | "PUBLICATION_FAILED" | "BUDGET_EXCEEDED" | "CANCELLED" | "INTERNAL";
                /** @enum {string} */
                stage: "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN";
                detail: string;
                retryable: boolean;
            } | null;
            execution_log: {
                seq: number;
                /** Format: date-time */
                timestamp: string;
                actor_service: string;
                action: string;
                details: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
            }[];
            metadata: {
                [key: string]: components["schemas"]["Shared_schema0"];
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        CampaignSummary: {
            /** Format: uuid */
            campaign_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** Format: uuid */
            execution_id: string;
            /** @enum {string} */
            state: "IDLE" | "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN" | "FAILED";
            /** @enum {string} */
            status: "draft" | "running" | "waiting_approval" | "completed" | "failed" | "cancelled";
            retry_count: number;
            max_retries: number;
            brief: {
                objective: string;
                audience?: string;
                product?: string;
                budget?: {
                    amount_minor: number;
                    currency: string;
                };
                constraints?: string[];
                guardrails?: string[];
                locale?: string;
            };
            channels: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[];
            failure: {
                /** @enum {string} */
                reason: "UPSTREAM_TIMEOUT" | "UPSTREAM_ERROR" | "UPSTREAM_INVALID_RESPONSE" | "QUALITY_GATE" | "PUBLICATION_REJECTED" | "PUBLICATION_FAILED" | "BUDGET_EXCEEDED" | "CANCELLED" | "INTERNAL";
                /** @enum {string} */
                stage: "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN";
                detail: string;
                retryable: boolean;
            } | null;
            metadata: {
                [key: string]: components["schemas"]["Shared_schema0"];
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        CampaignRequest: {
            /** Format: uuid */
            tenant_id: string;
            brief?: {
                objective: string;
                audience?: string;
                product?: string;
                budget?: {
                    amount_minor: number;
                    currency: string;
                };
                constraints?: string[];
                guardrails?: string[];
                locale?: string;
            };
            channels?: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[];
            max_retries?: number;
            metadata?: {
                [key: string]: components["schemas"]["Shared_schema0"];
            };
        };
        Action: {
            /** Format: uuid */
            action_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** Format: uuid */
            campaign_id?: string;
            /** @enum {string} */
            platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            account: string;
            payload: {
                content_text: string;
            } & {
                [key: string]: unknown;
            };
            governance_hash: string;
            digest?: string;
            media_ready: boolean;
            media_sha256?: string[];
            /** @enum {string} */
            status: "PENDING_APPROVAL" | "APPROVED_BY_HUMAN" | "SCHEDULED" | "QUEUED" | "RATE_LIMITED" | "EXECUTING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "CANCELLED" | "EXPIRED" | "MISSED";
            /** @enum {string} */
            execution: "on_command" | "on_approval";
            /** Format: date-time */
            schedule_time?: string;
            /** Format: date-time */
            expires_at: string;
            late_policy: {
                max_late_seconds: number;
            };
            proposed_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            };
            approvals: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
                digest: string;
                comment?: string;
                /** Format: date-time */
                at: string;
            }[];
            approvals_required: number;
            preflight: {
                rule: string;
                /** @enum {string} */
                severity: "WARNING" | "ERROR";
                pointer: string;
                message: string;
            }[];
            needs_human: boolean;
            /** Format: date-time */
            retry_at?: string;
            attempts: {
                n: number;
                /** Format: date-time */
                started_at: string;
                /** Format: date-time */
                ended_at?: string;
                /** @enum {string} */
                outcome?: "NOT_SENT" | "ACCEPTED" | "REFUSED_BY_PLATFORM" | "RATE_LIMITED" | "UNKNOWN" | "ABSENT";
                http_status?: number;
                error?: {
                    code: string;
                    message: string;
                    platform_code?: string;
                    retryable: boolean;
                };
                asked?: {
                    request: string;
                    account: string;
                    digest?: string;
                    text?: string;
                    media?: {
                        url: string;
                        sha256?: string;
                    }[];
                    handles: {
                        [key: string]: string;
                    };
                    amount_minor?: number;
                };
                answered?: {
                    http_status: number;
                    platform_code?: string;
                    message?: string;
                    platform_ref_id?: string;
                    named_id?: string;
                } | null;
                probes?: {
                    /** Format: date-time */
                    at: string;
                    /** @enum {string} */
                    found: "found" | "not_found" | "indeterminate";
                    detail?: string;
                    platform_ref_id?: string;
                }[];
            }[];
            platform_ref_id?: string;
            permalink?: string;
            error?: {
                code: string;
                message: string;
                platform_code?: string;
                retryable: boolean;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
            allowed?: string[];
        };
        ActionProposal: {
            /** Format: uuid */
            action_id?: string;
            /** Format: uuid */
            tenant_id?: string;
            /** @enum {string} */
            platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            account: string;
            payload: {
                content_text: string;
                /** @default [] */
                media_urls?: string[];
                alt_texts?: string[];
                target_audience?: {
                    age_range: [
                        number,
                        number
                    ];
                    interests: string[];
                };
                budget_bid?: number;
                currency?: string;
                /** Format: date-time */
                schedule_time?: string;
                schedule_zone?: string;
                /** @enum {string} */
                kind?: "post" | "instagram" | "ad";
                reply_to?: string;
                allow_duplicate?: boolean;
                mock?: {
                    latency_ms?: number;
                    /** @enum {string} */
                    outcome?: "ok" | "reject" | "rate_limit" | "drop";
                };
            };
            governance_hash: string;
            /** Format: uuid */
            campaign_id?: string;
            /**
             * @default on_command
             * @enum {string}
             */
            execution?: "on_command" | "on_approval";
            /** Format: date-time */
            expires_at?: string;
            late_policy?: {
                max_late_seconds: number;
            };
        };
        AuditEntry: {
            seq: number;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            subject: string;
            actor: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            };
            action: string;
            details: {
                [key: string]: components["schemas"]["Shared_schema0"];
            };
            prev_hash: string;
            hash: string;
        };
        Account: {
            /** Format: uuid */
            tenant_id: string;
            /** @enum {string} */
            platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            account: string;
            kind: string;
            credentials_ref: string | null;
            currency: string | null;
            limits: {
                [key: string]: components["schemas"]["Shared_schema1"];
            } | null;
            authenticated_at: string | null;
            closed_until: string | null;
            closed_reason: string | null;
            reopens_at: string | null;
            held_by: {
                scope: string;
                reason: string;
                /** Format: date-time */
                since: string;
            } | null;
            shared: boolean;
            used: {
                attempts_24h: number;
                posts?: number;
                budget_minor?: number;
                platform?: {
                    limit: number;
                    remaining: number;
                    /** Format: date-time */
                    resets_at: string;
                };
            };
            /** Format: date-time */
            created_at: string;
            changed_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            } | null;
            changed_at: string | null;
        };
        SessionConfig: {
            version: number;
            /** @enum {string} */
            status: "CHECKING" | "ACTIVE" | "REFUSED";
            adapter_id: string;
            style_map: {
                [key: string]: string;
            };
            zone_map: {
                [key: string]: string;
            };
            table_map: {
                [key: string]: string;
            };
            default_skeleton_id: string | null;
            default_channels: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[] | null;
            errors: {
                /** @enum {string} */
                code: "UNKNOWN_ZONE" | "UNKNOWN_PLACEHOLDER" | "DANGLING_TABLE_ID" | "UNKNOWN_SKELETON" | "SKELETON_NOT_ACTIVE" | "NOT_A_DOCX" | "TOO_LARGE" | "MACROS" | "EXTERNAL_CONTENT" | "DOCTYPE" | "NOT_CHECKABLE";
                pointer: string;
                detail: string;
            }[];
            created_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            };
            /** Format: date-time */
            created_at: string;
            decided_at: string | null;
        };
        SessionConfigRequest: {
            adapter_id: string;
            /** @default {} */
            style_map?: {
                [key: string]: string;
            };
            /** @default {} */
            zone_map?: {
                [key: string]: string;
            };
            /** @default {} */
            table_map?: {
                [key: string]: string;
            };
            /** @default null */
            default_skeleton_id?: string | null;
            /** @default null */
            default_channels?: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[] | null;
        };
        Skeleton: {
            /** Format: uuid */
            skeleton_id: string;
            name: string;
            /** @enum {string} */
            status: "CHECKING" | "ACTIVE" | "REFUSED";
            sha256: string;
            bytes: number;
            s3_version_id: string | null;
            placeholders: string[];
            tables: string[];
            errors: {
                /** @enum {string} */
                code: "UNKNOWN_ZONE" | "UNKNOWN_PLACEHOLDER" | "DANGLING_TABLE_ID" | "UNKNOWN_SKELETON" | "SKELETON_NOT_ACTIVE" | "NOT_A_DOCX" | "TOO_LARGE" | "MACROS" | "EXTERNAL_CONTENT" | "DOCTYPE" | "NOT_CHECKABLE";
                pointer: string;
                detail: string;
            }[];
            created_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            };
            /** Format: date-time */
            created_at: string;
            decided_at: string | null;
        };
        Quota: {
            /** @constant */
            period: "month";
            limit_seconds: number | null;
            used_seconds: number;
            /** Format: date-time */
            resets_at: string;
        };
        Webhook: {
            /** Format: uuid */
            webhook_id: string;
            url: string;
            events: string[];
            description: string | null;
            /** @enum {string} */
            status: "ACTIVE" | "DISABLED";
            disabled_reason: ("REQUESTED" | "GONE" | "FAILING") | null;
            disabled_at: string | null;
            failing_since: string | null;
            previous_secret_until: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        WebhookRequest: {
            url: string;
            /**
             * @default [
             *       "*"
             *     ]
             */
            events?: ("*" | "campaign.*" | "action.*" | "session.*" | "campaign.created" | "campaign.started" | "campaign.stage_started" | "campaign.waiting_approval" | "campaign.completed" | "campaign.failed" | "campaign.cancelled" | "campaign.retried" | "action.proposed" | "action.media_ready" | "action.edited" | "action.approved" | "action.rejected" | "action.cancelled" | "action.expired" | "action.missed" | "action.scheduled" | "action.queued" | "action.executing" | "action.rate_limited" | "action.outcome_unknown" | "action.needs_human" | "action.returned" | "action.completed" | "action.failed" | "session.started" | "session.draining" | "session.building" | "session.built" | "session.finalized" | "session.failed" | "session.retried" | "session.abandoned" | "session.resurrected" | "webhook.test")[];
            /** @default null */
            description?: string | null;
        };
        WebhookDelivery: {
            /** Format: uuid */
            delivery_id: string;
            /** Format: uuid */
            webhook_id: string;
            event: ("campaign.created" | "campaign.started" | "campaign.stage_started" | "campaign.waiting_approval" | "campaign.completed" | "campaign.failed" | "campaign.cancelled" | "campaign.retried" | "action.proposed" | "action.media_ready" | "action.edited" | "action.approved" | "action.rejected" | "action.cancelled" | "action.expired" | "action.missed" | "action.scheduled" | "action.queued" | "action.executing" | "action.rate_limited" | "action.outcome_unknown" | "action.needs_human" | "action.returned" | "action.completed" | "action.failed" | "session.started" | "session.draining" | "session.building" | "session.built" | "session.finalized" | "session.failed" | "session.retried" | "session.abandoned" | "session.resurrected" | "webhook.test") | string;
            subject_id: string | null;
            seq: number | null;
            /** @enum {string} */
            status: "PENDING" | "DELIVERED" | "FAILED";
            attempt_count: number;
            next_at: string | null;
            last_http_status: number | null;
            last_error: ("STATUS" | "REDIRECT" | "TIMEOUT" | "UNRESOLVED" | "UNREACHABLE" | "INNER_ADDRESS" | "NOT_ALLOWED" | "SECRET_UNREADABLE") | null;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
        };
        WebhookEvent: {
            /** @enum {string} */
            type: "campaign.created" | "campaign.started" | "campaign.stage_started" | "campaign.waiting_approval" | "campaign.completed" | "campaign.failed" | "campaign.cancelled" | "campaign.retried" | "action.proposed" | "action.media_ready" | "action.edited" | "action.approved" | "action.rejected" | "action.cancelled" | "action.expired" | "action.missed" | "action.scheduled" | "action.queued" | "action.executing" | "action.rate_limited" | "action.outcome_unknown" | "action.needs_human" | "action.returned" | "action.completed" | "action.failed" | "session.started" | "session.draining" | "session.building" | "session.built" | "session.finalized" | "session.failed" | "session.retried" | "session.abandoned" | "session.resurrected" | "webhook.test";
            /** Format: date-time */
            timestamp: string;
            data: {
                /** @enum {string} */
                subject: "campaign" | "action" | "session" | "webhook";
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                tenant_id: string;
                seq?: number;
                status?: string;
                state?: string;
                /** Format: uuid */
                campaign_id?: string;
            };
        };
        Why: {
            /** @enum {string} */
            reason: "AWAITING_APPROVAL" | "AWAITING_COMMAND" | "SCHEDULED" | "QUEUED" | "ACCOUNT_CLOSED" | "PLATFORM_LIMIT" | "BUDGET" | "KILL_SWITCH" | "BREAKER_OPEN" | "ENTERPRISE_REFUSED" | "RUNNING" | "RECONCILING" | "NEEDS_HUMAN" | "UPSTREAM_RETRY" | "DRAINING" | "FINAL";
            detail: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until?: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            /** @enum {string} */
            code: "UNAUTHENTICATED" | "INSUFFICIENT_SCOPE" | "TENANT_MISMATCH" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "UNSUPPORTED_MEDIA_TYPE" | "NOT_ACCEPTABLE" | "PAYLOAD_TOO_LARGE" | "MALFORMED_REQUEST" | "VALIDATION_FAILED" | "INVALID_STATE" | "ALREADY_EXISTS" | "VERSION_CONFLICT" | "RETRIES_EXHAUSTED" | "ALREADY_PUBLISHED" | "IDEMPOTENCY_KEY_REUSED" | "IDEMPOTENCY_IN_PROGRESS" | "ACCOUNT_UNKNOWN" | "DUPLICATE_CONTENT" | "DIGEST_MISMATCH" | "COMMAND_DIGEST_MISMATCH" | "COMMAND_SIGNATURE_INVALID" | "COMMAND_TOKEN_INVALID" | "COMMAND_REPLAYED" | "ACTION_NOT_APPROVED" | "EXECUTION_FAILED" | "FOUND_ON_PLATFORM" | "KILL_SWITCH_ENGAGED" | "POLICY_UNKNOWN" | "SELF_APPROVAL" | "HUMAN_REQUIRED" | "MEDIA_NOT_READY" | "TOO_LATE" | "TENANT_NOT_CONFIGURED" | "SESSION_CLOSED" | "EPOCH_SUPERSEDED" | "CHUNK_CONFLICT" | "CHUNK_HASH_MISMATCH" | "GUARD_FAILED" | "RATE_LIMITED" | "UNAVAILABLE" | "DRAINING" | "INTERNAL";
            trace_id: string;
            errors?: {
                pointer: string;
                detail: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        BatchCampaignsRequest: {
            campaigns: components["schemas"]["CampaignRequest"][];
        };
        BatchCampaigns200: {
            results: {
                index: number;
                line?: number;
                status: number;
                /** Format: uuid */
                campaign_id?: string;
                planned?: {
                    brief: {
                        objective: string;
                        audience?: string;
                        product?: string;
                        budget?: {
                            amount_minor: number;
                            currency: string;
                        };
                        constraints?: string[];
                        guardrails?: string[];
                        locale?: string;
                    };
                    channels: {
                        /** @enum {string} */
                        platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                        account: string;
                    }[];
                    max_retries: number;
                };
                problem?: components["schemas"]["Problem"];
            }[];
            accepted: number;
            refused: number;
        };
        ListCampaigns200: {
            data: components["schemas"]["CampaignSummary"][];
            next_cursor: string | null;
        };
        GetCampaign200: {
            /** Format: uuid */
            campaign_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** Format: uuid */
            execution_id: string;
            /** @enum {string} */
            state: "IDLE" | "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN" | "FAILED";
            /** @enum {string} */
            status: "draft" | "running" | "waiting_approval" | "completed" | "failed" | "cancelled";
            retry_count: number;
            max_retries: number;
            brief: {
                objective: string;
                audience?: string;
                product?: string;
                budget?: {
                    amount_minor: number;
                    currency: string;
                };
                constraints?: string[];
                guardrails?: string[];
                locale?: string;
            };
            channels: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[];
            strategy_brief: {
                objective: string;
                audience: string;
                message: string;
                hooks: {
                    style: string;
                    text: string;
                }[];
                channels: {
                    channel: string;
                    angle: string;
                    budget_minor?: number;
                    hour_utc?: number;
                }[];
                debate: {
                    positions: {
                        /** @enum {string} */
                        role: "CMO" | "CFO" | "CEO";
                        stance: string;
                        argument: string;
                        signal_ids: string[];
                        objections: string[];
                    }[];
                    verdict: {
                        decision: string;
                        reason: string;
                        overruled: ("CMO" | "CFO" | "CEO")[];
                    };
                };
                constraints: string[];
                guardrails: string[];
                governance_hash: string;
                engine: string;
                usage: {
                    model?: string;
                    input_tokens?: number;
                    output_tokens?: number;
                    cost_minor?: number;
                    currency?: string;
                    duration_ms?: number;
                };
            } | null;
            content: {
                channel: string;
                text: string;
                media: {
                    /** Format: uri */
                    url: string;
                    sha256: string;
                    mime: string;
                    width: number;
                    height: number;
                    alt: string;
                }[];
            }[];
            quality_report: {
                /** @enum {string} */
                verdict: "PASS" | "FAIL";
                score: number;
                checks: {
                    name: string;
                    /** @enum {string} */
                    severity: "INFO" | "WARNING" | "CRITICAL";
                    passed: boolean;
                    message: string;
                }[];
                rules_version: string;
            } | null;
            publications: {
                /** Format: uuid */
                action_id: string;
                channel: string;
                /** @enum {string} */
                status: "PENDING_APPROVAL" | "APPROVED_BY_HUMAN" | "SCHEDULED" | "QUEUED" | "RATE_LIMITED" | "EXECUTING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "CANCELLED" | "EXPIRED" | "MISSED";
                platform_ref_id?: string;
                permalink?: string;
                error?: {
                    code: string;
                    message: string;
                };
            }[];
            learnings: {
                subject: string;
                finding: string;
                evidence: string;
                confidence: number;
            }[];
            failure: {
                /** @enum {string} */
                reason: "UPSTREAM_TIMEOUT" | "UPSTREAM_ERROR" | "UPSTREAM_INVALID_RESPONSE" | "QUALITY_GATE" | "PUBLICATION_REJECTED" | "PUBLICATION_FAILED" | "BUDGET_EXCEEDED" | "CANCELLED" | "INTERNAL";
                /** @enum {string} */
                stage: "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN";
                detail: string;
                retryable: boolean;
            } | null;
            execution_log: {
                seq: number;
                /** Format: date-time */
                timestamp: string;
                actor_service: string;
                action: string;
                details: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
            }[];
            metadata: {
                [key: string]: components["schemas"]["Shared_schema0"];
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            allowed?: string[];
        };
        AuditCampaign200: {
            data: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        RetryCampaignRequest: {
            /** @enum {string} */
            from_stage?: "RADAR_SCAN" | "STRATEGY_GEN" | "CONTENT_PROD" | "QUALITY_AUDIT" | "PUBLISH" | "LEARN";
        };
        CancelCampaignRequest: {
            reason: string;
        };
        ListInbox200: {
            data: {
                /** Format: uuid */
                action_id: string;
                /** Format: uuid */
                tenant_id: string;
                /** Format: uuid */
                campaign_id?: string;
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
                payload: {
                    content_text: string;
                } & {
                    [key: string]: unknown;
                };
                governance_hash: string;
                digest?: string;
                media_ready: boolean;
                media_sha256?: string[];
                /** @enum {string} */
                status: "PENDING_APPROVAL" | "APPROVED_BY_HUMAN" | "SCHEDULED" | "QUEUED" | "RATE_LIMITED" | "EXECUTING" | "OUTCOME_UNKNOWN" | "COMPLETED" | "FAILED" | "REJECTED" | "CANCELLED" | "EXPIRED" | "MISSED";
                /** @enum {string} */
                execution: "on_command" | "on_approval";
                /** Format: date-time */
                schedule_time?: string;
                /** Format: date-time */
                expires_at: string;
                late_policy: {
                    max_late_seconds: number;
                };
                proposed_by: {
                    sub: string;
                    /** @enum {string} */
                    principal: "human" | "service";
                };
                approvals: {
                    sub: string;
                    /** @enum {string} */
                    principal: "human" | "service";
                    digest: string;
                    comment?: string;
                    /** Format: date-time */
                    at: string;
                }[];
                approvals_required: number;
                preflight: {
                    rule: string;
                    /** @enum {string} */
                    severity: "WARNING" | "ERROR";
                    pointer: string;
                    message: string;
                }[];
                needs_human: boolean;
                /** Format: date-time */
                retry_at?: string;
                attempts: {
                    n: number;
                    /** Format: date-time */
                    started_at: string;
                    /** Format: date-time */
                    ended_at?: string;
                    /** @enum {string} */
                    outcome?: "NOT_SENT" | "ACCEPTED" | "REFUSED_BY_PLATFORM" | "RATE_LIMITED" | "UNKNOWN" | "ABSENT";
                    http_status?: number;
                    error?: {
                        code: string;
                        message: string;
                        platform_code?: string;
                        retryable: boolean;
                    };
                    asked?: {
                        request: string;
                        account: string;
                        digest?: string;
                        text?: string;
                        media?: {
                            url: string;
                            sha256?: string;
                        }[];
                        handles: {
                            [key: string]: string;
                        };
                        amount_minor?: number;
                    };
                    answered?: {
                        http_status: number;
                        platform_code?: string;
                        message?: string;
                        platform_ref_id?: string;
                        named_id?: string;
                    } | null;
                    probes?: {
                        /** Format: date-time */
                        at: string;
                        /** @enum {string} */
                        found: "found" | "not_found" | "indeterminate";
                        detail?: string;
                        platform_ref_id?: string;
                    }[];
                }[];
                platform_ref_id?: string;
                permalink?: string;
                error?: {
                    code: string;
                    message: string;
                    platform_code?: string;
                    retryable: boolean;
                };
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                updated_at: string;
                version: number;
                allowed?: string[];
                /** @enum {string} */
                kind: "approve" | "resolve";
                /** Format: date-time */
                decide_by: string;
                blocked?: {
                    /** @enum {string} */
                    code: "SELF_APPROVAL" | "ALREADY_APPROVED" | "HUMAN_REQUIRED" | "INSUFFICIENT_SCOPE" | "MEDIA_NOT_READY";
                    detail: string;
                };
            }[];
            next_cursor: string | null;
            total: {
                count: number;
                exact: boolean;
            };
        };
        ListActions200: {
            data: components["schemas"]["Action"][];
            next_cursor: string | null;
        };
        EditActionRequest: {
            /** Format: uuid */
            tenant_id?: string;
            payload?: {
                content_text: string;
                /** @default [] */
                media_urls?: string[];
                alt_texts?: string[];
                target_audience?: {
                    age_range: [
                        number,
                        number
                    ];
                    interests: string[];
                };
                budget_bid?: number;
                currency?: string;
                /** Format: date-time */
                schedule_time?: string;
                schedule_zone?: string;
                /** @enum {string} */
                kind?: "post" | "instagram" | "ad";
                reply_to?: string;
                allow_duplicate?: boolean;
                mock?: {
                    latency_ms?: number;
                    /** @enum {string} */
                    outcome?: "ok" | "reject" | "rate_limit" | "drop";
                };
            };
            account?: string;
            /** Format: date-time */
            expires_at?: string;
            late_policy?: {
                max_late_seconds: number;
            };
        };
        AuditAction200: {
            data: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        ActionVersions200: {
            data: {
                version: number;
                current: boolean;
                by: {
                    sub: string;
                    /** @enum {string} */
                    principal: "human" | "service";
                };
                /** Format: date-time */
                at: string;
                changed: string[];
                digest: string | null;
                media_ready: boolean | null;
                media_sha256: string[] | null;
                account: string | null;
                payload: ({
                    content_text: string;
                } & {
                    [key: string]: unknown;
                }) | null;
                preflight: {
                    rule: string;
                    /** @enum {string} */
                    severity: "WARNING" | "ERROR";
                    pointer: string;
                    message: string;
                }[] | null;
            }[];
            next_cursor: string | null;
        };
        ActionMedia200: {
            data: {
                url: string;
                alt?: string;
                sha256: string | null;
                /** @enum {string} */
                preview: "kept" | "not_a_picture" | "none" | "unreachable" | "not_hashed";
                preview_url: string | null;
                mime: string | null;
                bytes: number | null;
                width?: number;
                height?: number;
            }[];
        };
        ActionMetrics200: {
            collected_at: string | null;
            /** Format: date-time */
            next_at?: string;
            values: {
                impressions?: number;
                likes?: number;
                comments?: number;
                shares?: number;
                clicks?: number;
                spend_minor?: number;
            };
            raw: {
                [key: string]: components["schemas"]["Shared_schema0"];
            } | null;
            history: {
                /** Format: date-time */
                collected_at: string;
                values: {
                    impressions?: number;
                    likes?: number;
                    comments?: number;
                    shares?: number;
                    clicks?: number;
                    spend_minor?: number;
                };
            }[];
        };
        ApproveActionRequest: {
            digest: string;
            comment?: string;
        };
        ResolveActionRequest: {
            /** @constant */
            outcome: "published";
            platform_ref_id: string;
            comment: string;
        } | {
            /** @constant */
            outcome: "not_published";
            retry: boolean;
            comment: string;
        };
        ExecuteCommandRequest: {
            /** Format: uuid */
            action_id: string;
            /** @enum {string} */
            platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            command_token: string;
            payload: {
                content_text: string;
                /** @default [] */
                media_urls?: string[];
                alt_texts?: string[];
                target_audience?: {
                    age_range: [
                        number,
                        number
                    ];
                    interests: string[];
                };
                budget_bid?: number;
                currency?: string;
                /** Format: date-time */
                schedule_time?: string;
                schedule_zone?: string;
                /** @enum {string} */
                kind?: "post" | "instagram" | "ad";
                reply_to?: string;
                allow_duplicate?: boolean;
                mock?: {
                    latency_ms?: number;
                    /** @enum {string} */
                    outcome?: "ok" | "reject" | "rate_limit" | "drop";
                };
            };
            governance_hash: string;
        };
        StartSessionRequest: {
            client_timezone: string;
            locale?: string;
            title?: string;
            template_id?: string;
            /** Format: uuid */
            skeleton_id?: string;
        };
        StartSession201: {
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** @enum {string} */
            status: "RECORDING" | "DRAINING" | "BUILDING" | "SEALING" | "FINALIZED" | "BUILD_FAILED" | "GUARD_FAILED" | "CUSTODY_FAILED" | "ABANDONED";
            title?: string;
            template_id?: string;
            client_timezone: string;
            locale: string;
            epoch: number;
            pinned: {
                /** Format: uuid */
                skeleton_id: string;
                s3_version_id: string;
                adapter_id: string;
                style_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                zone_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                table_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                model_version: string;
            };
            received: [
                number,
                number
            ][];
            next_expected: number;
            gaps: {
                from: number;
                to: number;
                reason: string;
            }[];
            is_draining: boolean;
            pending: number;
            counts: {
                [key: string]: number;
            };
            version: number;
            /** Format: uri */
            document_url?: string;
            /** Format: uri */
            restricted_document_url?: string;
            integrity_hash?: string;
            /** Format: uuid */
            snapshot_id?: string;
            /** Format: uuid */
            parent_session_id?: string;
            /** Format: uuid */
            parent_snapshot_id?: string;
            custody?: {
                object: string;
                version_id: string;
                sha256: string;
                /** Format: date-time */
                retain_until: string;
            }[];
            failure?: {
                /** @enum {string} */
                reason: "UPSTREAM_TIMEOUT" | "UPSTREAM_ERROR" | "UPSTREAM_INVALID_RESPONSE" | "OBJECT_STORE" | "PARENT_NOT_VERIFIED" | "INTERNAL";
                /** @enum {string} */
                stage: "BUILD" | "GUARD" | "CUSTODY";
                detail: string;
                retryable: boolean;
            };
            /** Format: date-time */
            finalized_at?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            allowed?: string[];
            new_model_available: boolean;
        };
        ListSessions200: {
            data: components["schemas"]["GetSession200"][];
            next_cursor: string | null;
        };
        GetSession200: {
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** @enum {string} */
            status: "RECORDING" | "DRAINING" | "BUILDING" | "SEALING" | "FINALIZED" | "BUILD_FAILED" | "GUARD_FAILED" | "CUSTODY_FAILED" | "ABANDONED";
            title?: string;
            template_id?: string;
            client_timezone: string;
            locale: string;
            epoch: number;
            pinned: {
                /** Format: uuid */
                skeleton_id: string;
                s3_version_id: string;
                adapter_id: string;
                style_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                zone_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                table_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                model_version: string;
            };
            received: [
                number,
                number
            ][];
            next_expected: number;
            gaps: {
                from: number;
                to: number;
                reason: string;
            }[];
            is_draining: boolean;
            pending: number;
            counts: {
                [key: string]: number;
            };
            version: number;
            /** Format: uri */
            document_url?: string;
            /** Format: uri */
            restricted_document_url?: string;
            integrity_hash?: string;
            /** Format: uuid */
            snapshot_id?: string;
            /** Format: uuid */
            parent_session_id?: string;
            /** Format: uuid */
            parent_snapshot_id?: string;
            custody?: {
                object: string;
                version_id: string;
                sha256: string;
                /** Format: date-time */
                retain_until: string;
            }[];
            failure?: {
                /** @enum {string} */
                reason: "UPSTREAM_TIMEOUT" | "UPSTREAM_ERROR" | "UPSTREAM_INVALID_RESPONSE" | "OBJECT_STORE" | "PARENT_NOT_VERIFIED" | "INTERNAL";
                /** @enum {string} */
                stage: "BUILD" | "GUARD" | "CUSTODY";
                detail: string;
                retryable: boolean;
            };
            /** Format: date-time */
            finalized_at?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            allowed?: string[];
        };
        ListBlocks200: {
            data: components["schemas"]["EditBlock200"][];
            next_cursor: string | null;
        };
        AuditSession200: {
            data: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        ChangeContextRequest: {
            current_speaker_id?: string | null;
            topic?: string | null;
            restricted?: boolean;
            /** Format: date-time */
            effective_from?: string;
        };
        AppendChunk202: {
            sequence_id: number;
            /** @constant */
            status: "PROCESSING";
            received: [
                number,
                number
            ][];
            next_expected: number;
        };
        UploadAsset202: {
            /** Format: uuid */
            asset_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "PROCESSING" | "READY" | "REFUSED";
            name?: string;
            caption?: string;
            sequence_id?: number;
            /** Format: date-time */
            captured_at: string;
            target_placeholder?: string;
            sha256_original: string;
            bytes: number;
            sha256?: string;
            mime?: string;
            width?: number;
            height?: number;
            duplicate_of?: string;
            error?: {
                /** @enum {string} */
                code: "UNSUPPORTED_TYPE" | "TOO_MANY_PIXELS" | "NOT_DECODABLE" | "HASH_MISMATCH" | "TOO_LARGE";
                detail: string;
            };
            /** Format: uri */
            url?: string;
            /** Format: date-time */
            created_at: string;
        };
        ListAssets200: {
            data: components["schemas"]["UploadAsset202"][];
            next_cursor: string | null;
        };
        StartUploadRequest: {
            /** @enum {string} */
            kind: "audio" | "asset";
            bytes: number;
            sha256: string;
            content_type?: string;
            name?: string;
        };
        StartUpload201: {
            /** Format: uuid */
            upload_id: string;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            kind: "audio" | "asset";
            bytes: number;
            sha256: string;
            parts: {
                part: number;
                bytes: number;
                /** Format: uri */
                url: string;
            }[];
            /** Format: date-time */
            expires_at: string;
        };
        CompleteUploadRequest: {
            parts: {
                part: number;
                etag: string;
            }[];
            sequence_id: number;
            /** Format: date-time */
            started_at: string;
            duration_ms?: number;
            epoch?: number;
        } | {
            sequence_id?: number;
            /** Format: date-time */
            captured_at?: string;
            target_placeholder?: string;
            caption?: string;
            parts: {
                part: number;
                etag: string;
            }[];
        };
        CompleteUpload202: components["schemas"]["AppendChunk202"] | components["schemas"]["UploadAsset202"];
        CompleteUpload200: components["schemas"]["AppendChunk202"] | components["schemas"]["UploadAsset202"];
        ResumeSession200: {
            /** Format: uuid */
            session_id: string;
            epoch: number;
            received: [
                number,
                number
            ][];
            next_expected: number;
        };
        EditBlockRequest: {
            text?: string;
            restricted?: boolean;
            target_placeholder?: string | null;
        };
        EditBlock200: {
            sequence_id: number;
            /** @enum {string} */
            status: "PROCESSING" | "DONE";
            speaker_id: string | null;
            topic: string | null;
            restricted: boolean;
            target_placeholder: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            client_time: string;
            edited_by?: string;
            /** @constant */
            type: "TEXT";
            text?: string;
        } | {
            sequence_id: number;
            /** @enum {string} */
            status: "PROCESSING" | "DONE";
            speaker_id: string | null;
            topic: string | null;
            restricted: boolean;
            target_placeholder: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            client_time: string;
            edited_by?: string;
            /** @constant */
            type: "TABLE";
            text?: string;
            data: {
                intent_id: string;
                target_placeholder?: string | null;
                columns: string[];
                rows: (string | number | boolean | null)[][];
            };
        } | {
            sequence_id: number;
            /** @enum {string} */
            status: "PROCESSING" | "DONE";
            speaker_id: string | null;
            topic: string | null;
            restricted: boolean;
            target_placeholder: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            client_time: string;
            edited_by?: string;
            /** @constant */
            type: "AUDIO_PENDING";
            text?: string;
            data: {
                /** Format: uri */
                fallback_url: string;
                /** @enum {string} */
                reason: "CORE_TIMEOUT" | "CORE_ERROR" | "CORE_INVALID_RESPONSE" | "CIRCUIT_OPEN" | "QUOTA_EXHAUSTED" | "RESTRICTED";
            };
        } | {
            sequence_id: number;
            /** @enum {string} */
            status: "PROCESSING" | "DONE";
            speaker_id: string | null;
            topic: string | null;
            restricted: boolean;
            target_placeholder: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            client_time: string;
            edited_by?: string;
            /** @constant */
            type: "SILENCE";
        } | {
            sequence_id: number;
            /** @enum {string} */
            status: "PROCESSING" | "DONE";
            speaker_id: string | null;
            topic: string | null;
            restricted: boolean;
            target_placeholder: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            client_time: string;
            edited_by?: string;
            /** @constant */
            type: "SYSTEM_NOTE";
            text: string;
        } | {
            sequence_id: number;
            /** @enum {string} */
            status: "PROCESSING" | "DONE";
            speaker_id: string | null;
            topic: string | null;
            restricted: boolean;
            target_placeholder: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            client_time: string;
            edited_by?: string;
            /** @constant */
            type: "IMAGE";
            text?: string;
            data: {
                asset_id: string;
                caption?: string;
            };
        };
        FinalizeSessionRequest: {
            last_sequence_id?: number;
        };
        CloneSession201: {
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            tenant_id: string;
            /** @enum {string} */
            status: "RECORDING" | "DRAINING" | "BUILDING" | "SEALING" | "FINALIZED" | "BUILD_FAILED" | "GUARD_FAILED" | "CUSTODY_FAILED" | "ABANDONED";
            title?: string;
            template_id?: string;
            client_timezone: string;
            locale: string;
            epoch: number;
            pinned: {
                /** Format: uuid */
                skeleton_id: string;
                s3_version_id: string;
                adapter_id: string;
                style_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                zone_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                table_map: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                model_version: string;
            };
            received: [
                number,
                number
            ][];
            next_expected: number;
            gaps: {
                from: number;
                to: number;
                reason: string;
            }[];
            is_draining: boolean;
            pending: number;
            counts: {
                [key: string]: number;
            };
            version: number;
            /** Format: uri */
            document_url?: string;
            /** Format: uri */
            restricted_document_url?: string;
            integrity_hash?: string;
            /** Format: uuid */
            snapshot_id?: string;
            /** Format: uuid */
            parent_session_id: string;
            /** Format: uuid */
            parent_snapshot_id: string;
            custody?: {
                object: string;
                version_id: string;
                sha256: string;
                /** Format: date-time */
                retain_until: string;
            }[];
            failure?: {
                /** @enum {string} */
                reason: "UPSTREAM_TIMEOUT" | "UPSTREAM_ERROR" | "UPSTREAM_INVALID_RESPONSE" | "OBJECT_STORE" | "PARENT_NOT_VERIFIED" | "INTERNAL";
                /** @enum {string} */
                stage: "BUILD" | "GUARD" | "CUSTODY";
                detail: string;
                retryable: boolean;
            };
            /** Format: date-time */
            finalized_at?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            allowed?: string[];
        };
        GetKillSwitch200: {
            engaged: boolean;
            data: {
                /** @enum {string} */
                scope: "global" | "tenant" | "platform" | "account";
                /** Format: uuid */
                tenant_id?: string;
                /** @enum {string} */
                platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account?: string;
                engaged: boolean;
                reason: string;
                changed_by: {
                    sub: string;
                    /** @enum {string} */
                    principal: "human" | "service";
                };
                /** Format: date-time */
                changed_at: string;
            }[];
        };
        PutKillSwitchRequest: {
            /** @constant */
            scope: "global";
            platform?: unknown;
            account?: unknown;
            engaged: boolean;
            reason: string;
        } | {
            /** @constant */
            scope: "tenant";
            platform?: unknown;
            account?: unknown;
            engaged: boolean;
            reason: string;
        } | {
            /** @constant */
            scope: "platform";
            /** @enum {string} */
            platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            account?: unknown;
            engaged: boolean;
            reason: string;
        } | {
            /** @constant */
            scope: "account";
            /** @enum {string} */
            platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            account: string;
            engaged: boolean;
            reason: string;
        };
        PutKillSwitch200: {
            /** @enum {string} */
            scope: "global" | "tenant" | "platform" | "account";
            /** Format: uuid */
            tenant_id?: string;
            /** @enum {string} */
            platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
            account?: string;
            engaged: boolean;
            reason: string;
            changed_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            };
            /** Format: date-time */
            changed_at: string;
            open_attempts: string[];
        };
        ListAccounts200: {
            data: components["schemas"]["Account"][];
            next_cursor: string | null;
        };
        PutAccountRequest: {
            /** @enum {string} */
            kind: "user" | "page" | "instagram" | "ads" | "organization" | "member";
            credentials_ref: string;
            currency?: string;
            limits?: {
                posts?: {
                    count: number;
                    seconds: number;
                };
                budget?: {
                    amount_minor: number;
                    seconds: number;
                };
            };
        };
        GetPolicy200: {
            /** @default [] */
            rules?: {
                match: {
                    /** @enum {string} */
                    platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                    /** @enum {string} */
                    kind?: "user" | "page" | "instagram" | "ads" | "organization" | "member" | "post" | "ad";
                    budget_min?: number;
                };
                approvers: number;
            }[];
            /** @default [] */
            governance?: {
                hash: string;
                name: string;
                active: boolean;
            }[];
            version: number;
            changed_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            } | null;
            changed_at: string | null;
        };
        PutPolicyRequest: {
            /** @default [] */
            rules?: {
                match: {
                    /** @enum {string} */
                    platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                    /** @enum {string} */
                    kind?: "user" | "page" | "instagram" | "ads" | "organization" | "member" | "post" | "ad";
                    budget_min?: number;
                };
                approvers: number;
            }[];
            /** @default [] */
            governance?: {
                hash: string;
                name: string;
                active: boolean;
            }[];
        };
        GetConfig200: {
            version: number;
            /** @enum {string} */
            status: "CHECKING" | "ACTIVE" | "REFUSED";
            adapter_id: string;
            style_map: {
                [key: string]: string;
            };
            zone_map: {
                [key: string]: string;
            };
            table_map: {
                [key: string]: string;
            };
            default_skeleton_id: string | null;
            default_channels: {
                /** @enum {string} */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account: string;
            }[] | null;
            errors: {
                /** @enum {string} */
                code: "UNKNOWN_ZONE" | "UNKNOWN_PLACEHOLDER" | "DANGLING_TABLE_ID" | "UNKNOWN_SKELETON" | "SKELETON_NOT_ACTIVE" | "NOT_A_DOCX" | "TOO_LARGE" | "MACROS" | "EXTERNAL_CONTENT" | "DOCTYPE" | "NOT_CHECKABLE";
                pointer: string;
                detail: string;
            }[];
            created_by: {
                sub: string;
                /** @enum {string} */
                principal: "human" | "service";
            };
            /** Format: date-time */
            created_at: string;
            decided_at: string | null;
            pending: components["schemas"]["SessionConfig"] | null;
        };
        ListConfigVersions200: {
            data: components["schemas"]["SessionConfig"][];
            next_cursor: string | null;
        };
        ListSkeletons200: {
            data: components["schemas"]["Skeleton"][];
            next_cursor: string | null;
        };
        GetSkeletonStructure200: {
            /** Format: uuid */
            skeleton_id: string;
            /** @enum {string} */
            status: "READ" | "READING" | "NOT_READ" | "FAILED";
            read_at: string | null;
            error: string | null;
            outline: ({
                /** @constant */
                kind: "heading";
                part: string;
                placeholders: string[];
                level: number;
                text: string;
            } | {
                /** @constant */
                kind: "paragraph";
                part: string;
                placeholders: string[];
                text: string;
            } | {
                /** @constant */
                kind: "table";
                part: string;
                placeholders: string[];
                id: string | null;
                header: string[];
                columns: number;
                rows: number;
            } | {
                /** @constant */
                kind: "header";
                part: string;
                placeholders: string[];
                text: string;
            } | {
                /** @constant */
                kind: "footer";
                part: string;
                placeholders: string[];
                text: string;
            } | {
                /** @constant */
                kind: "section";
                part: string;
                placeholders: string[];
                /** @enum {string} */
                break: "nextPage" | "continuous" | "evenPage" | "oddPage" | "nextColumn";
            })[] | null;
            styles: {
                id: string;
                name: string;
                /** @enum {string} */
                type: "paragraph" | "character" | "table";
                default: boolean;
            }[] | null;
            truncated: boolean;
            placeholders: string[];
            tables: string[];
        };
        ListTemplates200: {
            data: {
                template_id: string;
                placeholder: string | null;
                discovered: boolean;
                discovered_at: string | null;
                name: string | null;
                suggested_placeholder: string | null;
                evidence: {
                    kind: string;
                    part: string;
                    text: string;
                }[];
                seen: {
                    blocks: number;
                    /** Format: date-time */
                    last_at: string;
                } | null;
            }[];
            next_cursor: null;
            skeleton_id: string | null;
            config_version: number | null;
            discovery: {
                /** @enum {string} */
                status: "NONE" | "ASKED" | "DONE" | "FAILED";
                at: string | null;
                error: string | null;
                templates_at: string | null;
            };
            unmapped_placeholders: string[];
            tables: {
                table_id: string;
                intent_ids: string[];
                exists: boolean;
            }[];
        };
        DiscoverTemplatesRequest: {
            /** Format: uuid */
            skeleton_id?: string;
        };
        DiscoverTemplates202: {
            /** Format: uuid */
            skeleton_id: string;
            discovery: {
                /** @enum {string} */
                status: "NONE" | "ASKED" | "DONE" | "FAILED";
                at: string | null;
                error: string | null;
                templates_at: string | null;
            };
        };
        PutQuotaRequest: {
            /**
             * @default month
             * @constant
             */
            period?: "month";
            limit_seconds: number | null;
        };
        CreateWebhook201: {
            /** Format: uuid */
            webhook_id: string;
            url: string;
            events: string[];
            description: string | null;
            /** @enum {string} */
            status: "ACTIVE" | "DISABLED";
            disabled_reason: ("REQUESTED" | "GONE" | "FAILING") | null;
            disabled_at: string | null;
            failing_since: string | null;
            previous_secret_until: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            secret: string | null;
        };
        ListWebhooks200: {
            data: components["schemas"]["Webhook"][];
            next_cursor: string | null;
        };
        ChangeWebhookRequest: {
            url?: string;
            events?: ("*" | "campaign.*" | "action.*" | "session.*" | "campaign.created" | "campaign.started" | "campaign.stage_started" | "campaign.waiting_approval" | "campaign.completed" | "campaign.failed" | "campaign.cancelled" | "campaign.retried" | "action.proposed" | "action.media_ready" | "action.edited" | "action.approved" | "action.rejected" | "action.cancelled" | "action.expired" | "action.missed" | "action.scheduled" | "action.queued" | "action.executing" | "action.rate_limited" | "action.outcome_unknown" | "action.needs_human" | "action.returned" | "action.completed" | "action.failed" | "session.started" | "session.draining" | "session.building" | "session.built" | "session.finalized" | "session.failed" | "session.retried" | "session.abandoned" | "session.resurrected" | "webhook.test")[];
            description?: string | null;
            /** @enum {string} */
            status?: "ACTIVE" | "DISABLED";
        };
        RotateWebhookSecretRequest: {
            /** @default 86400 */
            overlap_seconds?: number;
        };
        ReplayWebhookRequest: {
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until?: string;
            /**
             * @default [
             *       "FAILED"
             *     ]
             */
            status?: ("PENDING" | "DELIVERED" | "FAILED")[];
        };
        ReplayWebhook202: {
            replayed: number;
            more: boolean;
        };
        ListDeliveries200: {
            data: components["schemas"]["WebhookDelivery"][];
            next_cursor: string | null;
        };
        GetDelivery200: {
            /** Format: uuid */
            delivery_id: string;
            /** Format: uuid */
            webhook_id: string;
            event: ("campaign.created" | "campaign.started" | "campaign.stage_started" | "campaign.waiting_approval" | "campaign.completed" | "campaign.failed" | "campaign.cancelled" | "campaign.retried" | "action.proposed" | "action.media_ready" | "action.edited" | "action.approved" | "action.rejected" | "action.cancelled" | "action.expired" | "action.missed" | "action.scheduled" | "action.queued" | "action.executing" | "action.rate_limited" | "action.outcome_unknown" | "action.needs_human" | "action.returned" | "action.completed" | "action.failed" | "session.started" | "session.draining" | "session.building" | "session.built" | "session.finalized" | "session.failed" | "session.retried" | "session.abandoned" | "session.resurrected" | "webhook.test") | string;
            subject_id: string | null;
            seq: number | null;
            /** @enum {string} */
            status: "PENDING" | "DELIVERED" | "FAILED";
            attempt_count: number;
            next_at: string | null;
            last_http_status: number | null;
            last_error: ("STATUS" | "REDIRECT" | "TIMEOUT" | "UNRESOLVED" | "UNREACHABLE" | "INNER_ADDRESS" | "NOT_ALLOWED" | "SECRET_UNREADABLE") | null;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
            payload: components["schemas"]["WebhookEvent"];
            attempts: {
                n: number;
                /** Format: date-time */
                at: string;
                http_status: number | null;
                error: ("STATUS" | "REDIRECT" | "TIMEOUT" | "UNRESOLVED" | "UNREACHABLE" | "INNER_ADDRESS" | "NOT_ALLOWED" | "SECRET_UNREADABLE") | null;
                duration_ms: number;
                response: string | null;
            }[];
        };
        SearchAudit200: {
            data: {
                seq: number;
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                subject: string;
                actor: {
                    sub: string;
                    /** @enum {string} */
                    principal: "human" | "service";
                };
                action: string;
                details: {
                    [key: string]: components["schemas"]["Shared_schema0"];
                };
                prev_hash: string;
                hash: string;
                subject_kind: ("campaign" | "action" | "session" | "account" | "setup" | "policy" | "kill-switch" | "actuator" | "webhook" | "operations") | null;
            }[];
            next_cursor: string | null;
        };
        VerifyAudit200: {
            ok: boolean;
            checked: number;
            first_bad?: {
                seq: number;
                why: string;
            };
            checkpoint_at: string | null;
        };
        AuditKeys200: {
            keys: ({
                kty: string;
                kid: string;
            } & {
                [key: string]: unknown;
            })[];
        };
        Livez200: {
            status: string;
            /** @description `ok`, `down`, or, of `setup`, in words what must not be so */
            checks?: {
                [key: string]: string;
            };
        };
        Shared_schema0: unknown;
        Shared_schema1: unknown;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type CampaignPayload = components['schemas']['CampaignPayload'];
export type CampaignSummary = components['schemas']['CampaignSummary'];
export type CampaignRequest = components['schemas']['CampaignRequest'];
export type Action = components['schemas']['Action'];
export type ActionProposal = components['schemas']['ActionProposal'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type Account = components['schemas']['Account'];
export type SessionConfig = components['schemas']['SessionConfig'];
export type SessionConfigRequest = components['schemas']['SessionConfigRequest'];
export type Skeleton = components['schemas']['Skeleton'];
export type Quota = components['schemas']['Quota'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookRequest = components['schemas']['WebhookRequest'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookEvent = components['schemas']['WebhookEvent'];
export type Why = components['schemas']['Why'];
export type Problem = components['schemas']['Problem'];
export type BatchCampaignsRequest = components['schemas']['BatchCampaignsRequest'];
export type BatchCampaigns200 = components['schemas']['BatchCampaigns200'];
export type ListCampaigns200 = components['schemas']['ListCampaigns200'];
export type GetCampaign200 = components['schemas']['GetCampaign200'];
export type AuditCampaign200 = components['schemas']['AuditCampaign200'];
export type RetryCampaignRequest = components['schemas']['RetryCampaignRequest'];
export type CancelCampaignRequest = components['schemas']['CancelCampaignRequest'];
export type ListInbox200 = components['schemas']['ListInbox200'];
export type ListActions200 = components['schemas']['ListActions200'];
export type EditActionRequest = components['schemas']['EditActionRequest'];
export type AuditAction200 = components['schemas']['AuditAction200'];
export type ActionVersions200 = components['schemas']['ActionVersions200'];
export type ActionMedia200 = components['schemas']['ActionMedia200'];
export type ActionMetrics200 = components['schemas']['ActionMetrics200'];
export type ApproveActionRequest = components['schemas']['ApproveActionRequest'];
export type ResolveActionRequest = components['schemas']['ResolveActionRequest'];
export type ExecuteCommandRequest = components['schemas']['ExecuteCommandRequest'];
export type StartSessionRequest = components['schemas']['StartSessionRequest'];
export type StartSession201 = components['schemas']['StartSession201'];
export type ListSessions200 = components['schemas']['ListSessions200'];
export type GetSession200 = components['schemas']['GetSession200'];
export type ListBlocks200 = components['schemas']['ListBlocks200'];
export type AuditSession200 = components['schemas']['AuditSession200'];
export type ChangeContextRequest = components['schemas']['ChangeContextRequest'];
export type AppendChunk202 = components['schemas']['AppendChunk202'];
export type UploadAsset202 = components['schemas']['UploadAsset202'];
export type ListAssets200 = components['schemas']['ListAssets200'];
export type StartUploadRequest = components['schemas']['StartUploadRequest'];
export type StartUpload201 = components['schemas']['StartUpload201'];
export type CompleteUploadRequest = components['schemas']['CompleteUploadRequest'];
export type CompleteUpload202 = components['schemas']['CompleteUpload202'];
export type CompleteUpload200 = components['schemas']['CompleteUpload200'];
export type ResumeSession200 = components['schemas']['ResumeSession200'];
export type EditBlockRequest = components['schemas']['EditBlockRequest'];
export type EditBlock200 = components['schemas']['EditBlock200'];
export type FinalizeSessionRequest = components['schemas']['FinalizeSessionRequest'];
export type CloneSession201 = components['schemas']['CloneSession201'];
export type GetKillSwitch200 = components['schemas']['GetKillSwitch200'];
export type PutKillSwitchRequest = components['schemas']['PutKillSwitchRequest'];
export type PutKillSwitch200 = components['schemas']['PutKillSwitch200'];
export type ListAccounts200 = components['schemas']['ListAccounts200'];
export type PutAccountRequest = components['schemas']['PutAccountRequest'];
export type GetPolicy200 = components['schemas']['GetPolicy200'];
export type PutPolicyRequest = components['schemas']['PutPolicyRequest'];
export type GetConfig200 = components['schemas']['GetConfig200'];
export type ListConfigVersions200 = components['schemas']['ListConfigVersions200'];
export type ListSkeletons200 = components['schemas']['ListSkeletons200'];
export type GetSkeletonStructure200 = components['schemas']['GetSkeletonStructure200'];
export type ListTemplates200 = components['schemas']['ListTemplates200'];
export type DiscoverTemplatesRequest = components['schemas']['DiscoverTemplatesRequest'];
export type DiscoverTemplates202 = components['schemas']['DiscoverTemplates202'];
export type PutQuotaRequest = components['schemas']['PutQuotaRequest'];
export type CreateWebhook201 = components['schemas']['CreateWebhook201'];
export type ListWebhooks200 = components['schemas']['ListWebhooks200'];
export type ChangeWebhookRequest = components['schemas']['ChangeWebhookRequest'];
export type RotateWebhookSecretRequest = components['schemas']['RotateWebhookSecretRequest'];
export type ReplayWebhookRequest = components['schemas']['ReplayWebhookRequest'];
export type ReplayWebhook202 = components['schemas']['ReplayWebhook202'];
export type ListDeliveries200 = components['schemas']['ListDeliveries200'];
export type GetDelivery200 = components['schemas']['GetDelivery200'];
export type SearchAudit200 = components['schemas']['SearchAudit200'];
export type VerifyAudit200 = components['schemas']['VerifyAudit200'];
export type AuditKeys200 = components['schemas']['AuditKeys200'];
export type Livez200 = components['schemas']['Livez200'];
export type SharedSchema0 = components['schemas']['Shared_schema0'];
export type SharedSchema1 = components['schemas']['Shared_schema1'];
export type $defs = Record<string, never>;
export interface operations {
    listCampaigns: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description One or more of IDLE, RADAR_SCAN, STRATEGY_GEN, CONTENT_PROD, QUALITY_AUDIT, PUBLISH, LEARN, FAILED, separated by commas */
                state?: string | string[];
                /** @description One or more of draft, running, waiting_approval, completed, failed, cancelled, separated by commas */
                status?: string | string[];
                /** @description Has a channel there */
                platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                campaign_id?: string;
                /** @description One of its actions needs a person */
                needs_human?: "true" | "false";
                /** @description Made at this time or later */
                since?: string;
                /** @description Made before this time */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCampaigns200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignRequest"];
            };
        };
        responses: {
            /** @description Created, IDLE */
            201: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    batchCampaigns: {
        parameters: {
            query?: {
                /** @description Also starts each campaign */
                start?: "true" | "false";
                /** @description Creates nothing: says what would become of each, with what it would be */
                dry_run?: "true" | "false";
            };
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchCampaignsRequest"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description What would become of each: `dry_run` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchCampaigns200"];
                };
            };
            /** @description Each item has its own result */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchCampaigns200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCampaign: {
        parameters: {
            query?: {
                /** @description Seconds to wait for a change, at most 60 */
                wait?: string;
            };
            header?: {
                /** @description The tag that the client has */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description Its version, for If-None-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetCampaign200"];
                };
            };
            /** @description It still has the tag of If-None-Match, also after the wait */
            304: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditCampaign: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCampaign200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eventsCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Replays what came after it */
                "Last-Event-ID"?: number;
            };
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whyCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it waits for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `Prefer: wait`: settled, that is final or waiting for approval */
            200: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description Accepted and recorded; the work goes on by itself */
            202: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description Seconds until another look pays */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryCampaignRequest"];
            };
        };
        responses: {
            /** @description With `Prefer: wait`: settled, that is final or waiting for approval */
            200: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description Accepted and recorded; the work goes on by itself */
            202: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description Seconds until another look pays */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCampaignRequest"];
            };
        };
        responses: {
            /** @description With `Prefer: wait`: settled, that is final or waiting for approval */
            200: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description Accepted and recorded; the work goes on by itself */
            202: {
                headers: {
                    /** @description Where the campaign is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description Seconds until another look pays */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPayload"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listActions: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description One or more of PENDING_APPROVAL, APPROVED_BY_HUMAN, SCHEDULED, QUEUED, RATE_LIMITED, EXECUTING, OUTCOME_UNKNOWN, COMPLETED, FAILED, REJECTED, CANCELLED, EXPIRED, MISSED, separated by commas */
                status?: string | string[];
                platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                campaign_id?: string;
                /** @description Nobody but a person can say what became of it */
                needs_human?: "true" | "false";
                /** @description The `sub` of whoever proposed it */
                proposed_by?: string;
                /** @description Made at this time or later */
                since?: string;
                /** @description Made before this time */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListActions200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeAction: {
        parameters: {
            query?: {
                /** @description Checks everything and writes nothing */
                dry_run?: "true" | "false";
            };
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionProposal"];
            };
        };
        responses: {
            /** @description With `dry_run`: what would have been proposed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description Proposed, PENDING_APPROVAL */
            201: {
                headers: {
                    /** @description Where the action is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInbox: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                platform?: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                account?: string;
                campaign_id?: string;
                /** @description Whether it goes out, or what became of it */
                kind?: "approve" | "resolve";
                /** @description `own`: as well what the caller proposed, edited or approved already, and so may not decide */
                include?: "own";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListInbox200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAction: {
        parameters: {
            query?: {
                /** @description Seconds to wait for a change, at most 60 */
                wait?: string;
            };
            header?: {
                /** @description The tag that the client has */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description Its version, for If-None-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description It still has the tag of If-None-Match, also after the wait */
            304: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editAction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /** @description `"VERSION"`, the ETag of the action that the person saw: else 409 `VERSION_CONFLICT`, and nothing happens */
                "If-Match"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditActionRequest"];
            };
        };
        responses: {
            /** @description Recorded; the action as it stands then, with `Prefer: wait` once it is final or its outcome unknown */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditAction: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAction200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eventsAction: {
        parameters: {
            query?: never;
            header?: {
                /** @description Replays what came after it */
                "Last-Event-ID"?: number;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whyAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it waits for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    actionVersions: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionVersions200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    actionMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the payload */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionMedia200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    actionMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest collection, and those before it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionMetrics200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveAction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveActionRequest"];
            };
        };
        responses: {
            /** @description Recorded; the action as it stands then, with `Prefer: wait` once it is final or its outcome unknown */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rejectAction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /** @description `"VERSION"`, the ETag of the action that the person saw: else 409 `VERSION_CONFLICT`, and nothing happens */
                "If-Match"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCampaignRequest"];
            };
        };
        responses: {
            /** @description Recorded; the action as it stands then, with `Prefer: wait` once it is final or its outcome unknown */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /** @description `"VERSION"`, the ETag of the action that the person saw: else 409 `VERSION_CONFLICT`, and nothing happens */
                "If-Match"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCampaignRequest"];
            };
        };
        responses: {
            /** @description Recorded; the action as it stands then, with `Prefer: wait` once it is final or its outcome unknown */
            200: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveAction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveActionRequest"];
            };
        };
        responses: {
            /** @description COMPLETED, QUEUED or FAILED */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description Noted; the platform could not be asked yet, or a sender may still be about to send */
            202: {
                headers: {
                    /** @description Where the action is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    executeCommand: {
        parameters: {
            query?: never;
            header: {
                /** @description sha256=HEX over the exact bytes of the body */
                "X-Command-Signature": string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExecuteCommandRequest"];
            };
        };
        responses: {
            /** @description With `Prefer: wait`: COMPLETED */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description Accepted: QUEUED, or SCHEDULED when its time lies ahead */
            202: {
                headers: {
                    /** @description Where the action is */
                    Location?: string;
                    /** @description When to look again, seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSessionRequest"];
            };
        };
        responses: {
            /** @description RECORDING */
            201: {
                headers: {
                    /** @description Where the session is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartSession201"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description One or more of RECORDING, DRAINING, BUILDING, SEALING, FINALIZED, BUILD_FAILED, GUARD_FAILED, CUSTODY_FAILED, ABANDONED, separated by commas */
                status?: string | string[];
                /** @description Made at this time or later */
                since?: string;
                /** @description Made before this time */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSessions200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: {
                /** @description Seconds to wait for a change, at most 60 */
                wait?: string;
            };
            header?: {
                /** @description The tag that the client has */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource */
            200: {
                headers: {
                    /** @description Its version, for If-None-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSession200"];
                };
            };
            /** @description It still has the tag of If-None-Match, also after the wait */
            304: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Only what follows the chunk of this sequence number */
                after?: string;
            };
            header?: never;
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListBlocks200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditSession: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditSession200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eventsSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Replays what came after it */
                "Last-Event-ID"?: number;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it waits for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeContext: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeContextRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSession200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    appendChunk: {
        parameters: {
            query?: never;
            header?: {
                /** @description From 1; with a raw body this one and the next two are needed */
                "X-Sequence-Id"?: string;
                /** @description Of the body, hexadecimal */
                "X-Chunk-Sha256"?: string;
                /** @description When the first sample was recorded, RFC 3339 */
                "X-Started-At"?: string;
                /** @description How long it is, where that is known */
                "X-Duration-Ms"?: string;
                /** @description Which connection it comes over */
                "X-Session-Epoch"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "audio/wav": string;
                "audio/webm": string;
                "audio/ogg": string;
                "audio/flac": string;
                "audio/mpeg": string;
                "multipart/form-data": {
                    /** Format: binary */
                    audio: string;
                    /** @description From 1 */
                    sequence_id: string;
                    /** @description Of the audio, hexadecimal */
                    sha256: string;
                    /** @description When the first sample was recorded, RFC 3339 */
                    started_at: string;
                    /** @description How long it is, where that is known */
                    duration_ms?: string;
                    /** @description Which connection it comes over */
                    epoch?: string;
                };
            };
        };
        responses: {
            /** @description The same bytes were taken before */
            200: {
                headers: {
                    /** @description `1`: this server is going down; go on over a new connection */
                    "X-Session-Drain"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppendChunk202"];
                };
            };
            /** @description Taken */
            202: {
                headers: {
                    /** @description `1`: this server is going down; go on over a new connection */
                    "X-Session-Drain"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppendChunk202"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadAsset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description The chunk that it follows; without, it stands by its time */
                    sequence_id?: string;
                    /** @description When it was taken, RFC 3339; now, unless said */
                    captured_at?: string;
                    /** @description Where in the document it goes */
                    target_placeholder?: string;
                    /** @description What stands under it */
                    caption?: string;
                    /** @description The own one */
                    tenant_id?: string;
                };
            };
        };
        responses: {
            /** @description PROCESSING */
            202: {
                headers: {
                    /** @description Where the picture is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAsset202"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAssets: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAssets200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
                /** @example 01930f7c-5d5e-7a44-8f5e-0d3f6a1b2c3d */
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAsset202"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartUploadRequest"];
            };
        };
        responses: {
            /** @description Where the parts go */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartUpload201"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
                /** @example 01930f7c-5d5e-7a44-8f5e-0d3f6a1b2c3d */
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteUploadRequest"];
            };
        };
        responses: {
            /** @description It was taken before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompleteUpload200"];
                };
            };
            /** @description Taken: a receipt of audio, or a picture that is PROCESSING */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompleteUpload202"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new epoch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeSession200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editBlock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
                /** @example 17 */
                sequence_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBlockRequest"];
            };
        };
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditBlock200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finalizeSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description `wait=N` seconds, at most 60
                 * @example wait=30
                 */
                Prefer?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FinalizeSessionRequest"];
            };
        };
        responses: {
            /** @description With `Prefer: wait`: FINALIZED, BUILD_FAILED or CUSTODY_FAILED */
            200: {
                headers: {
                    /** @description Where the session is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSession200"];
                };
            };
            /** @description Under way; `is_draining` until the document is sealed */
            202: {
                headers: {
                    /** @description Where the session is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    /** @description The wait that was granted */
                    "Preference-Applied"?: string;
                    /** @description Seconds until another look pays */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSession200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cloneSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RECORDING, open for corrections */
            201: {
                headers: {
                    /** @description Where the session is */
                    Location?: string;
                    /** @description Its version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloneSession201"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resurrectSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 019ae3f0-0000-7000-8000-0000000005e5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RECORDING again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeSession200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKillSwitch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Engaged ones first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetKillSwitch200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putKillSwitch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutKillSwitchRequest"];
            };
        };
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutKillSwitch200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccounts200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example META */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                /** @example brand-page */
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAccountRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example META */
                platform: "TWITTER" | "META" | "LINKEDIN" | "MOCK";
                /** @example brand-page */
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The platform has not answered yet; it is asked again */
            202: {
                headers: {
                    /** @description Where accounts are */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The one in force */
            200: {
                headers: {
                    /** @description Its version, for `If-Match`; `"0"` while none was set */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetPolicy200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /** @description `"VERSION"`, the ETag that the change was made from: the policy in force, or the change is refused; `"0"` is none as yet */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPolicyRequest"];
            };
        };
        responses: {
            /** @description In force from now on */
            200: {
                headers: {
                    /** @description Its version, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetPolicy200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfig: {
        parameters: {
            query?: {
                /** @description That version, whatever became of it */
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands */
            200: {
                headers: {
                    /** @description The newest version that was handed in, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetConfig200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putConfig: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /** @description `"VERSION"`, the ETag that the change was made from: the newest version, or the change is refused; `"0"` is none as yet */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionConfigRequest"];
            };
        };
        responses: {
            /** @description CHECKING */
            202: {
                headers: {
                    /** @description Where this version is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    /** @description The version, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionConfig"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConfigVersions: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConfigVersions200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfigVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it was handed in, and what became of it */
            200: {
                headers: {
                    /** @description The version, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionConfig"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSkeletons: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSkeletons200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSkeleton: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
                /** @description What it is called, percent-encoded; a form has `name` for it */
                "X-Skeleton-Name"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description What it is called */
                    name?: string;
                    /** @description The own one */
                    tenant_id?: string;
                };
            };
        };
        responses: {
            /** @description CHECKING */
            202: {
                headers: {
                    /** @description Where the skeleton is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skeleton"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSkeleton: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b4-1b2c-7d3e-8f4a-5b6c7d8e9f0a */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skeleton"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSkeletonStructure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b4-1b2c-7d3e-8f4a-5b6c7d8e9f0a */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it was read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSkeletonStructure200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkSkeleton: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b4-1b2c-7d3e-8f4a-5b6c7d8e9f0a */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description READING */
            202: {
                headers: {
                    /** @description Where its structure is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSkeletonStructure200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Another one than the default of the configuration */
                skeleton_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTemplates200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discoverTemplates: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DiscoverTemplatesRequest"];
            };
        };
        responses: {
            /** @description ASKED */
            202: {
                headers: {
                    /** @description Where the templates are */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscoverTemplates202"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getQuota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quota"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putQuota: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutQuotaRequest"];
            };
        };
        responses: {
            /** @description In force from now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quota"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListWebhooks200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description ACTIVE */
            201: {
                headers: {
                    /** @description Where the endpoint is */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateWebhook201"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecretRequest"];
            };
        };
        responses: {
            /** @description Rotated */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateWebhook201"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way */
            202: {
                headers: {
                    /** @description Where the delivery is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayWebhookRequest"];
            };
        };
        responses: {
            /** @description On their way */
            202: {
                headers: {
                    /** @description Where the deliveries are */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayWebhook202"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description One or more of PENDING, DELIVERED, FAILED, separated by commas */
                status?: string | string[];
                /** @description One or more of campaign.created, campaign.started, campaign.stage_started, campaign.waiting_approval, campaign.completed, campaign.failed, campaign.cancelled, campaign.retried, action.proposed, action.media_ready, action.edited, action.approved, action.rejected, action.cancelled, action.expired, action.missed, action.scheduled, action.queued, action.executing, action.rate_limited, action.outcome_unknown, action.needs_human, action.returned, action.completed, action.failed, session.started, session.draining, session.building, session.built, session.finalized, session.failed, session.retried, session.abandoned, session.resurrected, webhook.test, separated by commas */
                event?: string | string[];
                /** @description Made at this time or later */
                since?: string;
                /** @description Made before this time */
                until?: string;
            };
            header?: never;
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDeliveries200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
                /** @example 0199a1b6-3d4e-7f5a-8b6c-7d8e9f0a1b2c */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetDelivery200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A quoted structured-field string, or bare
                 * @example "8e03978e-40d5-43e8-bc93-6894a57f9324"
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 0199a1b5-2c3d-7e4f-8a5b-6c7d8e9f0a1b */
                id: string;
                /** @example 0199a1b6-3d4e-7f5a-8b6c-7d8e9f0a1b2c */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way */
            202: {
                headers: {
                    /** @description Where the delivery is */
                    Location?: string;
                    /** @description Seconds */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchAudit: {
        parameters: {
            query?: {
                /** @description How many, 1 to 200 */
                limit?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Whose trail */
                subject?: string;
                /** @description What kind of subject */
                subject_kind?: "campaign" | "action" | "session" | "account" | "setup" | "policy" | "kill-switch" | "actuator" | "webhook" | "operations";
                /** @description The `sub` of who did it */
                actor?: string;
                /** @description What was done; with a dot at the end, whatever begins so */
                action?: string;
                /** @description Made at this time or later */
                since?: string;
                /** @description Made before this time */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page, `rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAudit200"];
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query: {
                /** @description A campaign, an action or a session */
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyAudit200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description Made at this time or later */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries, one a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Web Key Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditKeys200"];
                };
            };
            /** @description RFC 9457 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
