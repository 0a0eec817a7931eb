# API and projector in one image; the default is the API. docker-compose.yml shows how they are put together.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /ledger
# What the packages need to be installed, first: as long as none of it changes, neither does this layer.
COPY package.json package-lock.json .npmrc ./
COPY libs/platform/patches ./libs/platform/patches
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY apps ./apps
COPY libs ./libs
RUN npm run build
# Optional packages are the embedded Postgres, which is not run here.
RUN npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
WORKDIR /ledger
COPY package.json LICENSE ./
COPY scripts/health.mjs ./scripts/health.mjs
COPY --from=build /ledger/node_modules ./node_modules
COPY --from=build /ledger/dist ./dist
# Of the base image, without rights to anything above: the files belong to root.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "scripts/health.mjs", "http://127.0.0.1:3000/health/ready"]
CMD ["node", "dist/apps/api/src/main.js"]
