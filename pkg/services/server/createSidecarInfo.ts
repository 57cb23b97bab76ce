import type { SidecarInfo } from '../../contract/configServer';
import type { SidecarFiguresService } from '../health/createSidecarFigures';
import type { Surroundings } from '../surroundings/createSurroundings';
import type { createArchiveGrowth } from './createArchiveGrowth';

interface SidecarInfoDeps {
  figures: SidecarFiguresService;
  growth: ReturnType<typeof createArchiveGrowth>;
  surroundings: Pick<Surroundings, 'limits'>;
  canRestart: () => boolean;
}

/** What the page of the server shows of the sidecar. Never asks fail2ban. */
export function createSidecarInfo({ figures, growth, surroundings, canRestart }: SidecarInfoDeps) {
  return {
    async read(): Promise<SidecarInfo> {
      const { version, uptime, residentBytes, freeBytes, archive } = await figures.read();
      return { version, uptime, residentBytes, freeBytes, archive, growth: await growth.growth(archive?.bytes ?? null), limits: surroundings.limits(), canRestart: canRestart() };
    },
  };
}
