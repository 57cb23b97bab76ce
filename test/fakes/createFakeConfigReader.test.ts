import { describeConfigReaderPort } from '../contracts/configReaderPort.contract';
import { createFakeConfigReader } from './createFakeConfigReader';

describeConfigReaderPort('the fake', async () => createFakeConfigReader().reader);
