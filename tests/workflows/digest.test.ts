import { expect, it } from 'vitest';
import { digestIdOf, digestMail } from '../../activities/digest.ts';
import { doing, REGISTRATION } from '../ledger/house.ts';
import { DIRECTORY } from '../support/people.ts';
import { TOLD } from '../support/scenes.ts';
import { inHouse, until } from '../support/skipping.ts';

it('a digest comes at the time that was chosen and not before, once, with two numbers and no word of a case; who has nothing gets none', () =>
  inHouse({ now: '2025-03-03T10:00:00+08:00' }, async (house) => {
    for (const id of ['unithead', 'custodian'])
      await house.ledger.chooseDigest(house.person(id), { times: ['14:00'], address: `${id}@example.invalid` });
    await house.drivers.digest();
    const c = await house.tell(TOLD);
    const act = doing(house.ledger, c.caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose');
    const digests = () => house.mails.filter((mail) => mail.to.some((to) => /unithead|custodian/.test(to)));
    await house.to('2025-03-03T13:50:00+08:00', c.caseId);
    expect(digests()).toEqual([]);
    await house.to('2025-03-03T14:20:00+08:00', c.caseId);
    await until(async () => expect(digests()).toHaveLength(1));
    const [mail] = digests();
    expect(mail!.to).toEqual(['unithead@example.invalid']);
    const { subject, text } = digestMail({ news: 1, due: 1 }, DIRECTORY.organs.city!.name);
    expect(mail!.subject).toBe(subject);
    const says = mail!.text.replaceAll('\r\n', '\n').replaceAll(/\d+/g, '1').trim();
    expect(says).toBe(text.trim());
    const moment = '2025-03-03T14:00:00+08:00';
    expect(mail!.messageId).toBe(digestIdOf({ staff: 'unithead', moment }));
    expect(await house.ledger.digest('unithead', moment)).toBeNull();
  }));
