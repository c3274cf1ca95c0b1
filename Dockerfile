# One image for api, worker, board and migrate: the command says which. Target `local` adds what stands in for the outside
# world on one machine (identity provider, reference services, emulators); none of that is in `production`.
ARG NODE_IMAGE=node:24-bookworm-slim

# Nothing that runs needs an install script; without them the npm package `node` fetches no second Node into the image.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM ${NODE_IMAGE} AS packages-local
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM ${NODE_IMAGE} AS local
ENV NODE_ENV=development
WORKDIR /app
COPY --from=packages-local /app/node_modules node_modules
COPY package.json ./
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
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY domain domain
COPY contracts contracts
COPY queues queues
COPY db db
COPY api api
COPY workers workers
COPY bull-board bull-board
COPY deploy/config.ts deploy/create-buckets.ts deploy/
USER node
STOPSIGNAL SIGTERM
EXPOSE 3000 3001 9464
CMD ["node", "--max-semi-space-size=32", "api/main.ts"]
