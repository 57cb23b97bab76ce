import { describeLokiPort } from '../contracts/lokiPort.contract';
import { createFakeLoki } from './createFakeLoki';

describeLokiPort('the fake', async () => {
  const { port, kept } = createFakeLoki();
  const lines = async (test: string) => kept.filter(({ labels }) => labels.test === test).sort((a, b) => Number(a.at) - Number(b.at)).map(({ line }) => line);
  return { port, lines, close: async () => {} };
});
