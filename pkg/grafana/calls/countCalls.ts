import { ServerInterceptingCall, status, type ServerInterceptor } from '@grpc/grpc-js';

/** Tells of each call when it has ended: its name and the name of its code. What is refused inside a reply ends with OK. */
export function countCalls(tell: (call: string, code: string) => void): ServerInterceptor {
  return ({ path }, call) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    let told = false;
    const end = (code: number) => {
      if (!told) {
        told = true;
        tell(name, status[code] ?? String(code));
      }
    };
    return new ServerInterceptingCall(call, {
      start: (next) => next({ onCancel: () => end(status.CANCELLED) }),
      sendStatus(sent, next) {
        end(sent.code ?? status.OK);
        next(sent);
      },
    });
  };
}
