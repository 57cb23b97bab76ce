import { describeSeenConfig } from '../contracts/seenConfigPort.contract';
import { createFakeSeenConfig } from './createFakeSeenConfig';

describeSeenConfig('the fake', async () => ({ seen: createFakeSeenConfig().port, dispose: async () => {} }));
