# One image for three containers of docker-compose.yaml: the sidecar, a fail2ban, and what attacks it. The sidecar has
# fail2ban's client in its own container, of the same version as the server. Grafana comes as an image of its own.
# A test carries out the steps of this file one by one; therefore each stage works in a folder of its own.
FROM node:24-bookworm-slim AS libraries
WORKDIR /usr/src/libraries
# better-sqlite3 is native: it is compiled here where no ready-made binary fits.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim AS build
WORKDIR /usr/src/build
COPY package.json package-lock.json .npmrc ./
# Only esbuild is needed of all this, and its binary comes as a package: no install script has to run.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY .config/build-sidecar.mjs .config/
COPY pkg pkg
COPY test/stack test/stack
RUN npm run build:sidecar
RUN npx esbuild test/stack/generateLogs.ts --bundle --platform=node --format=esm --outfile=build/generate-logs.mjs

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends fail2ban iptables && rm -rf /var/lib/apt/lists/*
# The plugin socket and the token are given to this group by name (BANGUI_PLUGIN_SOCKET_GROUP); Grafana's container joins it by number.
RUN groupadd --system --gid 472 grafana
WORKDIR /usr/local/lib/bangui
COPY package.json ./
COPY --from=libraries /usr/src/libraries/node_modules node_modules
COPY --from=build /usr/src/build/build/sidecar build/sidecar
COPY --from=build /usr/src/build/build/generate-logs.mjs build/
COPY .config/image/demonstration.local /etc/fail2ban/jail.d/
ENV NODE_ENV=production
VOLUME /var/lib/bangui
# Root on purpose: fail2ban's socket belongs to root with mode 0700, and whoever may open it is root anyway.
# What root may do beyond that is taken away where the container is started (cap_drop).
USER root
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "build/sidecar/main.js"]
