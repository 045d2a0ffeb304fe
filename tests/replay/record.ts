import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { historyToJSON, JSONToPayload, payloadToJSON } from '@temporalio/common/lib/proto-utils.js';
import { createCodec } from '../../activities/codec.ts';
import { createDrivers } from '../../activities/drivers.ts';
import { driverIds } from '../../activities/ids.ts';
import { instantOf } from '../../domain/time/day.ts';
import { doing, REGISTRATION } from '../ledger/house.ts';
import { publishing, WITH_DECEMBER } from '../support/calendars.ts';
import { filed, listed, paper, TOLD, toThePolice, wholeLife } from '../support/scenes.ts';
import { servedHouse, temporalOfOurOwn } from '../support/served.ts';
import { testPostgres, testTemporal, testTimeSkipping } from '../support/servers.ts';
import { inHouse, type SkippingHouse, until } from '../support/skipping.ts';
import { FOLDER, type Recording, recordingKeys } from './recorded.ts';

/**
 * Records the history of every driver on every branch anew: `npx tsx tests/replay/record.ts`. Only when the drivers are
 * meant to be incompatible with what runs; otherwise `patched` keeps the recordings replaying.
 */

const servers = await Promise.all([
  process.env.TEST_DATABASE_URL ? null : testPostgres(),
  process.env.TEST_TEMPORAL_SERVER ? null : testTimeSkipping(),
  process.env.TEST_TEMPORAL_CLI ? null : testTemporal(),
]);
for (const server of servers) Object.assign(process.env, server?.env);

const keys = recordingKeys();
// Those under names of before stay as long as these are registered; what an effect of before did, as long as it has its way.
for (const old of readdirSync(FOLDER))
  if (!/^[a-zA-Z]+Driver-|-told-merged\.json$/.test(old)) rmSync(join(FOLDER, old));

const codec = createCodec(keys.key('temporal'));

/** Takes out what names the machine of the recording: who polled, and where its files lie. */
async function clean(value: unknown, workflowId: string): Promise<void> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'identity') Object.assign(value, { identity: 'recorder' });
    else if (typeof inner === 'string' && inner.includes('@'))
      Object.assign(value, { [name]: inner.replace(/^\d+@.*-/, 'recorder-') });
    else if (name === 'encodedAttributes') {
      const context = { type: 'workflow' as const, namespace: 'default', workflowId };
      const [open] = await codec.decode([JSONToPayload(inner)], context);
      const said = defaultPayloadConverter.fromPayload<object>(open!);
      const [sealed] = await codec.encode([defaultPayloadConverter.toPayload({ ...said, stack_trace: '' })!], context);
      Object.assign(value, { encodedAttributes: payloadToJSON(sealed!) });
    } else await clean(inner, workflowId);
  }
}

async function keep(client: Client, branch: string, workflowId: string, runId?: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const json = JSON.parse(historyToJSON(history)) as Recording['history'];
  await clean(json, workflowId);
  const begun = json.events[0]?.workflowExecutionStartedEventAttributes as { workflowType: { name: string } };
  const type = begun.workflowType.name;
  const recording: Recording = { branch, workflowId, type, history: json };
  writeFileSync(join(FOLDER, `${type}-${branch}.json`), `${JSON.stringify(recording)}\n`);
  console.log(`${type} ${branch}: ${json.events.length} events`);
}
const all = (house: SkippingHouse, branch: string, caseId: string, proceedings: (string | undefined)[]) =>
  Promise.all(proceedings.map((p) => keep(house.env.client, branch, house.handle(caseId, p).workflowId)));
const refuse = (responseCode: number) => {
  throw Object.assign(new Error('no'), { responseCode });
};

await inHouse({ keys }, async (house) => {
  const caseId = await wholeLife(house);
  const proceedings = ['intake-1', 'investigation-1', 'penalty-1', 'disclosure-1', 'listing-1'];
  await all(house, 'whole-life', caseId, [undefined, ...proceedings]);
});

await inHouse({ keys }, async (house) => {
  const c = await toThePolice(house);
  await house.to('2025-03-17', c.caseId);
  await c.do('clerk', 'police-referral-1', 'receipt-signed', paper('2025-03-17'));
  await house.to('2025-06-30', c.caseId);
  await all(house, 'police-silent', c.caseId, [undefined, 'police-referral-1', 'investigation-1']);
});

await inHouse(
  {
    keys,
    onMail: () => refuse(550),
    outside: (real) => ({
      ...real,
      exchange: {
        deliver: () => Promise.reject(Object.assign(new Error('no way there'), { code: 'ECONNREFUSED' })),
      },
    }),
  },
  async (house) => {
    const c = await toThePolice(house);
    await house.to('2025-03-31', c.caseId);
    await all(house, 'given-up', c.caseId, ['intake-1', 'police-referral-1']);
  },
);

let platform = false;
await inHouse(
  {
    keys,
    outside: (real) => ({
      ...real,
      exchange: {
        deliver: (parcel) => (platform ? real.exchange.deliver(parcel) : Promise.reject(new Error('no way there'))),
      },
    }),
  },
  async (house) => {
    const c = await listed(house);
    await c.do('credit', 'listing-1', 'basis-annulled', paper('2025-07-07'));
    await house.to('2025-07-08', c.caseId);
    platform = true;
    await house.to('2025-07-10', c.caseId);
    // Behind an addressee who refused once nobody waits by himself.
    await until(async () => {
      const { effects } = await house.ledger.todo(c.caseId, 'listing-1');
      if (effects.length > 0) throw new Error('not done yet');
    });
    await all(house, 'one-after-the-other', c.caseId, ['listing-1']);
  },
);

await inHouse({ keys }, async (house) => {
  const c = await filed(house);
  const mails = house.mails.length;
  await c.do('officer1', 'intake-1', 'reply', { text: 'words' });
  await until(async () => {
    if (house.mails.length === mails) throw new Error('no mail yet');
  });
  await c.settle();
  await all(house, 'back-again', c.caseId, [undefined, 'intake-1']);
});

await inHouse({ keys }, async (house) => {
  const { caseId } = await house.ledger.tell(TOLD);
  await house.env.sleep(20 * 86_400_000);
  await house.drivers.nudge(caseId, 'intake-1');
  await house.settle(caseId);
  await all(house, 'lost-and-found', caseId, [undefined, 'intake-1']);
});

await inHouse({ keys, now: '2026-12-15T10:00:00+08:00' }, async (house) => {
  await house.tell(TOLD);
  await publishing(house, WITH_DECEMBER);
  const holding = await house.owner.connect();
  await holding.query('BEGIN');
  await holding.query('SELECT pg_advisory_xact_lock(72736902)');
  await house.drivers.count();
  const counting = house.env.client.workflow.getHandle(house.ids.ofHouse('counting'));
  await until(async () => {
    const { events } = await counting.fetchHistory();
    if (!events?.some((e) => e.timerStartedEventAttributes)) throw new Error('not asked yet');
  });
  await holding.query('COMMIT');
  holding.release();
  await house.env.sleep(120_000);
  await keep(house.env.client, 'tries-again', counting.workflowId);
  await house.drivers.forget();
  await house.env.sleep(150_000);
  await keep(house.env.client, 'goes-on', house.ids.ofHouse('forgetting'));
});

const env = await temporalOfOurOwn({ longAfter: 30 });
const house = await servedHouse(env.address, { keys });
const worker = await house.work();
await worker.ready;
const { caseId } = await house.ledger.tell(TOLD);
const intake = house.driver(caseId, 'intake-1');
const runOf = (id: string) => until(async () => (await env.client.workflow.getHandle(id).describe()).runId);
for (const id of [intake, house.driver(caseId)]) {
  const first = await runOf(id);
  const drivers = createDrivers(() => env.client, 'unused', driverIds(keys));
  await until(async () => {
    await drivers
      .nudge(caseId, id === intake ? 'intake-1' : null)
      .catch(() => env.client.workflow.getHandle(id).signal('nudge'));
    if ((await runOf(id)) === first) throw new Error('still the first run');
  });
  await keep(env.client, 'continues-as-new', id, first);
}
// The run that goes on finds a driver there which it did not begin, each time that it asks.
const second = await runOf(house.driver(caseId));
const goneOn = env.client.workflow.getHandle(house.driver(caseId), second);
await until(async () => {
  await goneOn.signal('nudge').catch(() => undefined);
  const { events } = await goneOn.fetchHistory();
  const found = events?.filter((e) => e.startChildWorkflowExecutionFailedEventAttributes) ?? [];
  if (found.length < 2) throw new Error('not found twice yet');
});
await keep(env.client, 'begun-before', goneOn.workflowId, second);
await worker.shutdown();
await house.close();
await env.teardown();

// Begun late: proceedings without a driver and effects to several addressees are found at once.
const own = await temporalOfOurOwn();
const again = await servedHouse(own.address, { keys });
const late = await again.ledger.tell(TOLD);
const act = doing(again.ledger, late.caseId);
const two = { withOfficer: 'officer2' };
await act('clerk', 'intake-1', 'register', REGISTRATION);
await act('clerk', 'intake-1', 'accept:propose');
await act('unithead', 'intake-1', 'accept');
await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
await act('officer1', 'investigation-1', 'file-case:propose', { standardMet: true, actEndedOn: '2026-01-31', ...two });
await act('depthead', 'investigation-1', 'file-case');
await act('officer1', 'investigation-1', 'suspect-crime', {
  crimeStandard: 'amount',
  crimeKind: 'fraud',
  evidence: ['documents', 'records'],
  otherMatters: false,
  suspicion: 'words',
  ...two,
});
await act('unithead', 'police-referral-1', 'name-task-force', { taskForce: ['officer1', 'officer2'] });
await act('officer1', 'police-referral-1', 'report', {
  number: '移报〔2026〕3号',
  offence: 'words',
  files: ['letter', 'report', 'goods'],
  expertFinding: 'none',
  ...two,
});
await act('principal', 'police-referral-1', 'approve', { number: '移书〔2026〕3号' });
await act('clerk', 'police-referral-1', 'receipt-signed', paper(again.clock.now().slice(0, 10)));
// The police say nothing: reports upward are due beside the package.
again.clock.add(120 * 86_400_000);
const working = await again.work();
await working.ready;
const waitsAgain = async (proceeding?: string) => {
  const driver = own.client.workflow.getHandle(again.driver(late.caseId, proceeding));
  await until(async () => {
    const { events } = await driver.fetchHistory();
    if (!events?.some((e) => e.timerStartedEventAttributes)) throw new Error('not asleep yet');
    if (proceeding !== undefined && (await again.ledger.todo(late.caseId, proceeding)).effects.length > 0)
      throw new Error('not done yet');
  });
  await keep(own.client, 'begun-late', driver.workflowId);
};
await waitsAgain();
await waitsAgain('police-referral-1');
// What was begun under a name of before ends for one under the present name.
const { taskQueue } = await own.client.workflow.getHandle(again.driver(late.caseId)).describe();
const former = await own.client.workflow.start('caseDriver', {
  workflowId: 'begun-under-a-former-name',
  taskQueue,
  args: [{ case: late.caseId }],
});
await until(async () => {
  const { type } = await own.client.workflow.getHandle(former.workflowId).describe();
  if (type !== 'tip') throw new Error('not renamed yet');
});
await keep(own.client, 'renamed', former.workflowId, former.firstExecutionRunId);
await working.shutdown();
await again.close();
await own.teardown();

// A proceeding that has ended and owes a letter: its driver begins late, and a nudge finds the mail marked as done by another while it
// is still on its way.
const third = await temporalOfOurOwn();
let deliver: () => void = () => undefined;
const held = new Promise<void>((resolve) => {
  deliver = resolve;
});
const owing = await servedHouse(third.address, { keys, driversWithin: 5_000, onMail: () => held });
const told = await owing.ledger.tell(TOLD);
const intakeOf = (caseId: string) => {
  const does = doing(owing.ledger, caseId);
  return async (name: string, form: Record<string, unknown> = {}) => {
    await does('clerk', 'intake-1', `${name}:propose`, form);
    owing.clock.set(instantOf(Date.now()));
    await does('unithead', 'intake-1', name);
  };
};
await doing(owing.ledger, told.caseId)('clerk', 'intake-1', 'register', REGISTRATION);
await intakeOf(told.caseId)('refuse', { refusalGround: 'no-target-or-clue', refusalReasons: 'words' });
await intakeOf(told.caseId)('notice-sent', { told: 'refused', noticeHow: 'page' });
const { effects: owed } = await owing.ledger.todo(told.caseId, 'intake-1');
const labour = await owing.work();
await labour.ready;
const last = third.client.workflow.getHandle(owing.driver(told.caseId, 'intake-1'));
const eventsOf = async ({ workflowId }: { workflowId: string }) =>
  (await third.client.workflow.getHandle(workflowId).fetchHistory()).events ?? [];
const over = (workflowId: string) =>
  until(async () => {
    const { status } = await third.client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'COMPLETED') throw new Error('not over yet');
  });
const mailed = async () =>
  (await eventsOf(last)).findIndex((e) => e.activityTaskScheduledEventAttributes?.activityType?.name === 'notice');
await until(async () => {
  if ((await mailed()) < 0) throw new Error('no mail yet');
});
for (const { key } of owed) await owing.ledger.effectDone(key);
await last.signal('nudge');
await until(async () => {
  const since = (await eventsOf(last)).slice(await mailed());
  const asked = since.findIndex((e) => e.activityTaskScheduledEventAttributes?.activityType?.name === 'todo');
  if (asked < 0 || !since.slice(asked).some((e) => e.timerStartedEventAttributes)) throw new Error('not asked yet');
});
deliver();
await over(last.workflowId);
await keep(third.client, 'owes-a-letter', last.workflowId);

// A proceeding opens and its driver is to begin later, while a nudge wakes the driver of the case.
for (;;) {
  const { caseId: opens } = await owing.ledger.tell(TOLD);
  const ofCase = third.client.workflow.getHandle(owing.driver(opens));
  await until(() => third.client.workflow.getHandle(owing.driver(opens, 'intake-1')).describe());
  await doing(owing.ledger, opens)('clerk', 'intake-1', 'register', REGISTRATION);
  await intakeOf(opens)('accept');
  const opened = (await eventsOf(ofCase)).length;
  await ofCase.signal('nudge');
  await until(() => third.client.workflow.getHandle(owing.driver(opens, 'investigation-1')).describe());
  const since = (await eventsOf(ofCase)).slice(opened);
  const asked = since.filter((e) => e.activityTaskScheduledEventAttributes);
  if (asked.length < 2) continue;
  await keep(third.client, 'begins-later', ofCase.workflowId);
  break;
}

// A nudge arrives while a driver that ends lets the driver of the case know: it asks once more, and lets it know again.
const { taskQueue: queue } = await last.describe();
for (let tries = 0; ; tries++) {
  const ending = await third.client.workflow.start('intake', {
    workflowId: `nudged-at-its-end-${tries}`,
    taskQueue: queue,
    args: [{ case: told.caseId, proceeding: 'intake-1', caseDriver: owing.driver(told.caseId) }],
  });
  const letsKnow = async () =>
    (await eventsOf(ending)).filter((e) => e.signalExternalWorkflowExecutionInitiatedEventAttributes).length;
  while ((await letsKnow()) === 0);
  await ending.signal('nudge').catch(() => undefined);
  await over(ending.workflowId);
  if ((await letsKnow()) < 2) continue;
  await keep(third.client, 'nudged-at-its-end', ending.workflowId);
  break;
}
await labour.shutdown();
await owing.close();
await third.teardown();
await Promise.all(servers.map((server) => server?.stop()));
process.exit(0);
