import { describeConfigRevisions } from '../contracts/configRevisionsPort.contract';
import { createFakeConfigRevisions } from './createFakeConfigRevisions';

describeConfigRevisions('the fake', async () => ({ revisions: createFakeConfigRevisions().port, dispose: async () => {} }));
