const MOST_BYTES = 64 * 1024;

/** Hands chunks on and keeps the first lines of them, as bytes are, one character each. */
export function keepBeginning(source: AsyncIterable<Uint8Array>, most: number): { chunks: AsyncIterable<Uint8Array>; lines(): string[] } {
  let kept = '';
  async function* passOn(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      kept += kept.length < MOST_BYTES ? Buffer.from(chunk).toString('latin1', 0, MOST_BYTES) : '';
      yield chunk;
    }
  }
  return {
    chunks: passOn(),
    lines: () => kept.split('\n').slice(0, most).filter((line) => line !== ''),
  };
}
