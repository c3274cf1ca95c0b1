# One image for api, worker, board and migrate: the command says which. Target `local` adds what stands in for the outside
# world on one machine (identity provider, reference services, emulators); none of that is in `production`.
# No HEALTHCHECK: what health is depends on the command, so who runs it says so (docker-compose.yml, the Helm chart).
ARG NODE_IMAGE=node:24-bookworm-slim

# Nothing that runs needs an install script; without them the npm package `node` fetches no second Node into the image.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
# Of Scalar the API serves one bundle that holds all it needs: what it was made from stays here, and TypeScript, its optional peer.
RUN mkdir -p /bundle/dist/browser && cd node_modules/@scalar/api-reference \
 && cp package.json /bundle/ && cp dist/browser/standalone.js /bundle/dist/browser/ && cd /app \
 && npm uninstall --omit=dev --ignore-scripts --no-audit --no-fund @scalar/api-reference && npm cache clean --force \
 && rm -rf node_modules/typescript node_modules/@typescript && mkdir -p node_modules/@scalar && mv /bundle node_modules/@scalar/api-reference

FROM ${NODE_IMAGE} AS local
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund && npm cache clean --force
ENV NODE_ENV=development
COPY domain domain
COPY contracts contracts
COPY services services
COPY dev dev
RUN mkdir /data && chown node:node /data
USER node
STOPSIGNAL SIGTERM
CMD ["node", "dev/idp/main.ts"]

# The last one, so that a plain `docker build .` makes it.
FROM ${NODE_IMAGE} AS production
# Memory that is free is not kept in pieces: mallopt(3).
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
# With the lock file: what lists the parts of an image (syft, trivy) reads names and hashes of packages from it.
COPY package.json package-lock.json ./
COPY domain domain
COPY contracts contracts
COPY queues queues
COPY db db
COPY api api
COPY workers workers
COPY bull-board bull-board
COPY sign-in sign-in
COPY console console
COPY deploy/config.ts deploy/create-buckets.ts deploy/
USER node
STOPSIGNAL SIGTERM
EXPOSE 3000 3001 9464 50051
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=1024", "api/main.ts"]
# Last, so that another commit leaves the layers above as they are.
ARG NODE_IMAGE
ARG MANDATE_VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title=mandate \
      org.opencontainers.image.description="Runs campaigns, actions and recording sessions exactly as far as they were signed, approved and recorded." \
      org.opencontainers.image.version="${MANDATE_VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.licenses=UNLICENSED \
      org.opencontainers.image.base.name="${NODE_IMAGE}"
