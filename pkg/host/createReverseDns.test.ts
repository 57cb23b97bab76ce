import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createReverseDns } from './createReverseDns';
import { systemClock } from './systemClock';

const label = (text: string) => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);

/** A name server in a few lines: answers every question with these names, or with nothing. */
function answerTo(question: Buffer, names: readonly string[]): Buffer {
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(names.length, 6);
  // Nothing of its own but the question: additional records of the resolver are dropped.
  head.writeUInt16BE(0, 10);
  const asked = question.subarray(12, question.indexOf(0, 12) + 5);
  const records = names.map((name) => {
    const data = Buffer.concat([...name.split('.').map(label), Buffer.of(0)]);
    const record = Buffer.from([0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, data.length]);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, asked, ...records]);
}

describe('reverse DNS', () => {
  let server: Socket;
  let names: readonly string[] | null;
  let questions: number;

  beforeEach(async () => {
    names = ['host.example'];
    questions = 0;
    server = createSocket('udp4').bind(0, '127.0.0.1');
    server.on('message', (question, { port, address }) => {
      questions++;
      if (names) {
        server.send(answerTo(question, names), port, address);
      }
    });
    await once(server, 'listening');
  });
  afterEach(() => void server.close());

  const make = (clock = createFakeClock()) => createReverseDns({ clock, servers: [`127.0.0.1:${server.address().port}`] });

  it('names a public address, of both families, and asks once', async () => {
    const dns = make();
    expect(await Promise.all([dns.nameOf('9.9.9.9'), dns.nameOf('9.9.9.9')])).toEqual(['host.example', 'host.example']);
    expect(questions).toBe(1);
    expect(await dns.nameOf('2620:fe::fe')).toBe('host.example');
  });

  it('asks again after an hour', async () => {
    const clock = createFakeClock();
    const dns = make(clock);
    await dns.nameOf('9.9.9.9');
    await clock.advance(3_600_001);
    await dns.nameOf('9.9.9.9');
    expect(questions).toBe(2);
  });

  it.each(['192.168.1.1', '127.0.0.1', 'fe80::1', 'fd00::1', '192.0.2.7', '100.64.0.1', '::', 'nobody'])('never asks for %s', async (address) => {
    expect(await make().nameOf(address)).toBeNull();
    expect(questions).toBe(0);
  });

  it('takes no name that is none', async () => {
    names = ['<script>.example', 'good.example'];
    expect(await make().nameOf('9.9.9.9')).toBe('good.example');
    names = ['white space'];
    expect(await make().nameOf('9.9.9.10')).toBeNull();
    names = [];
    expect(await make().nameOf('9.9.9.11')).toBeNull();
  });

  it('gives up on a server that says nothing', async () => {
    names = null;
    expect(await make(createFakeClock()).nameOf('9.9.9.9')).toBeNull();
    expect(await make({ ...createFakeClock(), after: systemClock.after }).nameOf('9.9.9.9')).toBeNull();
  });
});
