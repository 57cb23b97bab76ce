/** Why a request over HTTP got no answer, without the URL. */
export function noAnswer(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return 'it did not answer in time';
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  if (cause && 'code' in cause) {
    return String(cause.code);
  }
  return cause?.message === 'unexpected redirect' ? 'it redirects' : 'no connection';
}
