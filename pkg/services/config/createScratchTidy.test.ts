import { expect, it } from 'vitest';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { systemClock } from '../../host/systemClock';
import { createScratchTidy } from './createScratchTidy';

function start() {
  const fail2ban = createFakeFail2ban({ clock: systemClock, jailNames: ['sshd'] });
  const { logger, events } = createRecordingLogger();
  const tidy = createScratchTidy({ fail2ban: fail2ban.port, logger });
  return { fail2ban, tidy, events, looks: () => fail2ban.calls.filter((call) => call === 'tidyPreflight').length };
}

it('what a trial left is taken away once, and told', async () => {
  const { fail2ban, tidy, events, looks } = start();
  fail2ban.circumstances.scratchLeft = true;
  await tidy.answered();
  await tidy.answered();
  expect([fail2ban.circumstances.scratchLeft, looks(), events()]).toEqual([false, 1, ['config_trial_tidied']]);
});

it('is looked for again on another connection, and told only when it was there', async () => {
  const { fail2ban, tidy, events, looks } = start();
  await tidy.answered();
  fail2ban.loseConnection();
  await tidy.answered();
  expect([looks(), events()]).toEqual([2, []]);
});

it('is looked for again when fail2ban did not answer', async () => {
  const { fail2ban, tidy, looks } = start();
  fail2ban.circumstances.unreachable = 'refused_busy';
  await tidy.answered();
  fail2ban.circumstances.unreachable = null;
  await tidy.answered();
  await tidy.answered();
  expect(looks()).toBe(2);
});
