import { describeConfigFiles } from '../contracts/configFilesPort.contract';
import { createFakeConfigFiles } from './createFakeConfigFiles';

describeConfigFiles('the fake', async (initial) => {
  const fake = createFakeConfigFiles(initial);
  return {
    files: fake.port,
    textOf: async (path) => fake.files.get(path) ?? null,
    stagedTextOf: async (dir, path) => fake.stages.get(dir)?.get(path) ?? null,
    dispose: async () => {},
  };
});
