/** The same bytes in parts of exactly `size`, the last one shorter. Reads no further than the part that is asked for. */
export async function* gatherChunks(chunks: AsyncIterable<string | Buffer>, size: number): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    while (length + rest.length >= size) {
      const missing = size - length;
      const part = Buffer.concat([...waiting, rest.subarray(0, missing)], size);
      waiting = [];
      length = 0;
      rest = rest.subarray(missing);
      yield part;
    }
    if (rest.length > 0) {
      waiting.push(rest);
      length += rest.length;
    }
  }
  if (length > 0) {
    yield Buffer.concat(waiting, length);
  }
}
