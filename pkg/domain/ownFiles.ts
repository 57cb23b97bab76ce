const OF_JAIL = /^jail\.d\/zz-bangui-(.+)\.local$/;

/** The file of our own for one jail: read after all others, so what it says counts. */
export const ownFileOf = (jail: string): string => `jail.d/zz-bangui-${jail}.local`;

/** The jail whose own file it is; null for other files. */
export const jailOfOwnFile = (path: string): string | null => OF_JAIL.exec(path)?.[1] ?? null;
