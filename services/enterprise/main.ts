// Enterprise as a process: `node services/enterprise/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { enterpriseConfig } from './config.ts'
import { createEnterprise } from './create-enterprise.ts'

const config = enterpriseConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL })
const enterprise = await createEnterprise(config, logger)
await runService(enterprise.app, config, logger)
enterprise.close()
