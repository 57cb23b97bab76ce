import { useEffect, useState } from 'react';
import type { JailListResponse } from '../../pkg/contract/jailControl';
import type { BanguiBackend } from './types';

/** The jails of the host; none while they are not known, and none when the sidecar is away: they are suggestions only. */
export function useJailNames(datasource: BanguiBackend): string[] {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let shown = true;
    readJailNames(datasource).then(
      (read) => shown && setNames(read),
      () => shown && setNames([])
    );
    return () => {
      shown = false;
    };
  }, [datasource]);
  return names;
}

async function readJailNames(datasource: BanguiBackend): Promise<string[]> {
  const { states } = await datasource.getResource<JailListResponse>('jails', undefined, { showErrorAlert: false });
  return states.map(({ name }) => name).sort((a, b) => a.localeCompare(b));
}
