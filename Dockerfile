# The sidecar. Grafana is not in here: it runs in a container of its own, see docker-compose.yaml.
FROM node:22-bookworm-slim AS libraries
# better-sqlite3 is native: it is compiled here where no ready-made binary fits.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /usr/src/bangui
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:22-bookworm-slim AS build
WORKDIR /usr/src/bangui
COPY package.json package-lock.json .npmrc tsconfig.json ./
# Only esbuild is needed of all this, and its binary comes as a package: no install script has to run.
RUN npm ci --ignore-scripts
COPY .config/build-sidecar.mjs .config/
COPY pkg pkg
RUN npm run build:sidecar

FROM node:22-bookworm-slim
# The plugin socket and the token are given to this group by name (BANGUI_PLUGIN_SOCKET_GROUP);
# Grafana's container joins it by number.
RUN groupadd --system --gid 472 grafana
WORKDIR /usr/local/lib/bangui
COPY package.json ./
COPY --from=libraries /usr/src/bangui/node_modules node_modules
COPY --from=build /usr/src/bangui/build/sidecar build/sidecar
ENV NODE_ENV=production
VOLUME /var/lib/bangui
# Root on purpose: fail2ban's socket belongs to root with mode 0700, and whoever may open it is root anyway.
# What root may do beyond that is taken away where the container is started (cap_drop).
USER root
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://${process.env.BANGUI_HTTP_ADDRESS || '127.0.0.1:9441'}/healthz`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "build/sidecar/main.js"]
