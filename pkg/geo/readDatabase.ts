import { open } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import type { Response } from 'maxmind';
import { Reader } from 'maxmind';
import type { GeoDatabase } from '../contract/geoSources';
import type { GeoFacts } from '../services/ports/geoPort';
import { createRecordCache } from './createRecordCache';
import { placeOf } from './placeOf';

const METADATA_MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The format allows no more: a file without it in its end would be searched byte by byte, all through. */
const METADATA_REACH = 128 * 1024;
const DATA_SEPARATOR = 16;
const LARGEST = 1024 ** 3;
/** Looked up once before a file is trusted. */
const SAMPLES = ['1.1.1.1', '8.8.8.8', '80.80.80.80', '160.160.160.160', '200.200.200.200', '2001:4860:4860::8888', '2a01:4f8::1'];

export interface OpenDatabase {
  /** UTC epoch seconds. */
  builtAt: number;
  lookup(address: string): GeoFacts | null;
}

/** Reads a MaxMind DB file into memory. Throws an Error that says in a sentence why it cannot be used, or what the system says. */
export async function readDatabase(source: GeoDatabase, path: string): Promise<OpenDatabase> {
  const content = await readWhole(path);
  const marker = content.lastIndexOf(METADATA_MARKER);
  if (marker < content.length - METADATA_REACH || marker < 0) {
    throw new Error('It is no MaxMind DB file, or was not written to its end.');
  }
  const reader = readerOf(content);
  const { ipVersion, searchTreeSize, buildEpoch } = reader.metadata;
  if (!(searchTreeSize + DATA_SEPARATOR <= marker) || (ipVersion !== 4 && ipVersion !== 6)) {
    throw new Error('It is damaged: its size does not fit what it says of itself.');
  }

  const known = new WeakMap<object, GeoFacts>();
  /** Records are decoded once and kept by the reader: what was made of one is good for all its addresses. */
  function factsOf(record: object): GeoFacts | null {
    const place = placeOf(record);
    const facts = place && { ...place, source };
    if (facts) {
      known.set(record, facts);
    }
    return facts;
  }
  function read(address: string): GeoFacts | null {
    // A tree of IPv4 addresses alone would be walked with the first bits of the other kind.
    if (ipVersion === 4 && isIPv6(address)) {
      return null;
    }
    const record = reader.get(address);
    return typeof record !== 'object' || record === null ? null : (known.get(record) ?? factsOf(record));
  }

  try {
    SAMPLES.forEach(read);
  } catch {
    throw new Error('It is damaged: what it holds cannot be read.');
  }
  return {
    builtAt: Math.floor(buildEpoch.getTime() / 1000) || 0,
    lookup(address) {
      try {
        return read(address);
      } catch {
        // A damaged record of a file that is sound elsewhere.
        return null;
      }
    },
  };
}

function readerOf(content: Buffer): Reader<Response> {
  try {
    return new Reader<Response>(content, { cache: createRecordCache() });
  } catch {
    throw new Error('It is damaged: what it says of itself cannot be read.');
  }
}

async function readWhole(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > LARGEST) {
      throw new Error(stat.isFile() ? 'It is larger than 1 GiB.' : 'It is no file.');
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}
