/** A value of the environment that cannot be used; `variable` names it. */
export class SettingsError extends Error {
  constructor(
    readonly variable: string,
    readonly problem: string
  ) {
    super(`${variable}: ${problem}`);
    this.name = 'SettingsError';
  }
}
