import { describe, expect, it } from 'vitest';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { epochSeconds } from '../ports/clock';
import { createAnsweringSince } from './createAnsweringSince';

describe('since when a server answers', () => {
  it('is when its connection first answered, however late it answered since', async () => {
    const clock = createFakeClock();
    const fail2ban = createFakeFail2ban({ clock, jailNames: [] });
    const server = createAnsweringSince({ fail2ban: fail2ban.port, clock });
    const began = epochSeconds(clock);
    server.answered();
    await clock.advance(300_000);
    server.answered();
    expect(server.since()).toBe(began);
    fail2ban.loseConnection();
    await clock.advance(10_000);
    expect(server.since()).toBe(began + 310);
    server.answered();
    await clock.advance(60_000);
    expect(server.since()).toBe(began + 310);
    server.stop();
    fail2ban.loseConnection();
    expect(server.since()).toBe(began + 310);
  });
});
