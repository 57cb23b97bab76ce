import { jailOfMessage } from '../../pkg/fail2ban/log/jailOfMessage';
import { describeLogReaderPort } from '../contracts/logReaderPort.contract';
import { createFakeLogReader } from './createFakeLogReader';

describeLogReaderPort('the fake', async () => {
  const fake = createFakeLogReader();
  return {
    port: fake.port,
    source: { kind: 'file', path: '/var/log/fail2ban.log', timeZone: null },
    write: (records) => fake.write(...records.map((record) => ({ ...record, jail: jailOfMessage(record.message) }))),
    lose: fake.lose,
    dispose: () => {},
  };
});
