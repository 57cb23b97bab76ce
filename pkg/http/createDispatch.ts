import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Express } from 'express';
import inject from 'light-my-request';
import type { Principal } from '../domain/principal';
import { vouchFor } from './principalOf';

export interface DispatchRequest {
  method: string;
  /** Path and query, with API_PREFIX. */
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface DispatchReply {
  status: number;
  headers: Record<string, string | string[]>;
  /** A stream when it is still being written: no faster than it is read, until it is destroyed. */
  body: Buffer | Readable;
}

export type Dispatch = (request: DispatchRequest, principal: Principal) => Promise<DispatchReply>;

/** Runs a request through the app without a socket, in the name of somebody Grafana vouches for. */
export function createDispatch(app: Express): Dispatch {
  return async ({ method, url, headers, body }, principal) => {
    const handled: { response?: ServerResponse } = {};
    const handle = (request: IncomingMessage, response: ServerResponse) => {
      handled.response = response;
      keepOwnMethods(request);
      keepOwnMethods(response);
      vouchFor(request, principal);
      app(request, response);
    };
    // The method is whatever Grafana passed on; express answers 404 to those it does not know.
    const reply = await inject(handle, { method: method as 'GET', url, headers, payload: body.length > 0 ? body : undefined, payloadAsStream: true });
    return { status: reply.statusCode, headers: textHeaders(reply.headers), body: bodyOf(reply.stream(), handled.response) };
  };
}

/**
 * Express gives every request and response a prototype of its own, and with the former one would go
 * what collects the body. Handing light-my-request the bare app instead would bend express for real sockets too.
 */
function keepOwnMethods(message: object): void {
  const prototype: object = Object.getPrototypeOf(message);
  const { constructor: _constructor, ...methods } = Object.getOwnPropertyDescriptors(prototype);
  Object.defineProperties(message, methods);
}

/** What was written in one go is all there, whatever its size. */
function bodyOf(stream: Readable, response: ServerResponse | undefined): Buffer | Readable {
  if (response?.writableEnded) {
    return (stream.read() as Buffer | null) ?? Buffer.alloc(0);
  }
  stream.once('close', () => response?.destroy());
  return stream;
}

function textHeaders(headers: Record<string, unknown>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]));
}
