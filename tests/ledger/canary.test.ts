import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import { verify } from '../../ledger/index.ts';
import { doing, original, REGISTRATION, type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const planted: Record<string, string> = {};
/** A word that stands nowhere else. */
const word = (field: string): string => {
  planted[field] = `canary${randomBytes(9).toString('hex')}`;
  return planted[field];
};

/** Every text, JSON and byte of every table, as text, as hex and as base64. */
async function dump(): Promise<string> {
  const { rows } = await house.owner.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
  );
  let text = '';
  for (const { tablename } of rows) {
    const { rows: lines } = await house.owner.query<{ line: string }>(`SELECT t::text AS line FROM ${tablename} t`);
    for (const { line } of lines) text += `${line}\n`;
    const { rows: columns } = await house.owner.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND data_type = 'bytea'`,
      [tablename],
    );
    for (const { column_name } of columns) {
      const { rows: blobs } = await house.owner.query<{ bytes: Buffer | null }>(
        `SELECT "${column_name}" AS bytes FROM ${tablename}`,
      );
      for (const { bytes } of blobs) text += `${bytes?.toString('latin1') ?? ''}\n`;
    }
  }
  return text;
}

it('a word planted in every field that a citizen or an official can fill is nowhere in the database', async () => {
  const file = Buffer.from(`%PDF-1.4 ${word('evidence.bytes')}`);
  const idempotencyKey = word('idempotency key');
  const told = await house.ledger.tell(
    {
      accused: {
        name: word('accused.name'),
        kind: 'employer',
        address: word('accused.address'),
        code: word('accused.code'),
        representative: word('accused.representative'),
      },
      clue: word('clue'),
      fund: 'pension',
      conduct: ['drawn-after-death'],
      when: word('when'),
      where: word('where'),
      amount: { cny: 987_654_321.12, basis: 'forecast' },
      interest: 'victim',
      knownBy: 'work',
      concernsStaff: 'no',
      tipster: {
        name: word('tipster.name'),
        idNumber: word('tipster.idNumber'),
        phone: word('tipster.phone'),
        email: `${word('tipster.email')}@example.invalid`,
        address: word('tipster.address'),
        wantsNotice: true,
      },
      evidence: [await original(house.ledger, word('evidence.name'), 'application/pdf', file)],
    },
    idempotencyKey,
  );
  planted.amount = '987654321';
  planted.receipt = told.receipt;
  const { caseId } = told;
  const act = doing(house.ledger, caseId);
  await house.ledger.addMessage(told.receipt, word('message'), word('message key'));
  await house.ledger.addEvidence(told.receipt, [
    await original(house.ledger, word('later.name'), 'image/png', Buffer.from(word('later.bytes'))),
  ]);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'reply', { text: word('reply') });
  await act('clerk', 'intake-1', 'ask-supplement', {
    missing: 'clue',
    contacted: true,
    question: word('question'),
  });
  await house.ledger.tipsterAct(told.receipt, {
    proceeding: 'intake-1',
    act: 'supply',
    form: { text: word('supply') },
    idempotencyKey: word('supply key'),
  });
  await house.ledger.tipsterAct(told.receipt, {
    proceeding: 'intake-1',
    act: 'withdraw',
    form: { withdrawalReason: word('withdrawalReason') },
  });
  const { id: request } = await house.ledger.askIdentity(house.person('clerk'), caseId, {
    ground: 'reward',
    clause: word('identity clause'),
    reason: word('identity reason'),
  });
  await house.ledger.decideIdentity(house.person('principal'), request, {
    granted: true,
    reason: word('approval reason'),
    withheld: { clause: word('withheld clause'), until: dayOf(instantOf(millisOf(house.clock.now()) + 86_400_000)) },
  });
  await house.ledger.openIdentity(house.person('custodian'), request);
  const view = await house.ledger.caseView(house.person('clerk'), caseId);
  expect(JSON.stringify(view.tip)).toContain(planted.clue);
  expect(view.messages.map((m) => m.text)).toEqual([planted.message, planted.reply, planted.question, planted.supply]);

  const text = await dump();
  expect(text).toContain('training');
  expect(text).toContain('drawn-after-death');
  for (const [field, secret] of Object.entries(planted)) {
    for (const form of [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ]) {
      expect(text.includes(form), field).toBe(false);
    }
  }
  expect((await verify(house)).findings).toEqual([]);
});

it('who told it is nowhere outside the vault: not in the case, its words, its progress or the work list', async () => {
  const { rows } = await house.pool.query<{ id: string }>('SELECT id FROM cases');
  for (const { id } of rows) {
    for (const who of ['clerk', 'unithead', 'depthead']) {
      const seen = JSON.stringify([
        await house.ledger.caseView(house.person(who), id),
        await house.ledger.worklist(house.person(who)),
      ]);
      for (const field of ['name', 'idNumber', 'phone', 'email', 'address']) {
        expect(seen).not.toContain(planted[`tipster.${field}`]);
      }
    }
  }
});

it('no table has a column for an address on the network, a browser or a referrer, and none asks the server for the time', async () => {
  const { rows } = await house.owner.query<{ column_name: string; column_default: string | null; table_name: string }>(
    "SELECT table_name, column_name, column_default FROM information_schema.columns WHERE table_schema = 'public'",
  );
  expect(rows.length).toBeGreaterThan(100);
  for (const { table_name, column_name, column_default } of rows) {
    expect(column_name).not.toMatch(/(^|_)(ip|addr|inet|agent|browser|referr?er)(_|$)/);
    if (table_name !== '_prisma_migrations') expect(column_default ?? '').not.toMatch(/now|clock|current|timestamp/i);
  }
});
