import { ROUTES } from '../routes/index.ts'
import { openApiDocument } from './document.ts'

// The place of `node api/openapi/main.ts`: prints the OpenAPI document, for whatever is generated from it. Nothing has to run.
console.log(JSON.stringify(openApiDocument(ROUTES, '0')))
