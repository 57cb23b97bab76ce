/** sysexits.h: a supervisor should not start this again before somebody mended what it was started with. */
export const EX_USAGE = 64;
export const EX_CONFIG = 78;
