import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { historyToJSON, JSONToPayload, payloadToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../activities/bundle.ts';
import { createCodec, dataConverter } from '../../activities/codec.ts';
import { createDrivers } from '../../activities/drivers.ts';
import { driverIds } from '../../activities/ids.ts';
import { instantOf } from '../../domain/time/day.ts';
import type { ClerkTip } from '../../ledger/types.ts';
import {
  COUNTING,
  DIGESTING,
  type DigestCalls,
  type DigestRef,
  type HouseCalls,
  outsideQueue,
} from '../../workflows/contract.ts';
import { doing, REGISTRATION } from '../ledger/house.ts';
import { approvedForPolice } from '../ledger/road.ts';
import { publishing, WITH_DECEMBER } from '../support/calendars.ts';
import { filed, listed, paper, TOLD, toThePolice, wholeLife } from '../support/scenes.ts';
import { type ServedHouse, servedHouse, temporalOfOurOwn } from '../support/served.ts';
import { testPostgres, testTemporal, testTimeSkipping } from '../support/servers.ts';
import { inHouse, type SkippingHouse, until } from '../support/skipping.ts';
import { FOLDER, type Recording, recordingKeys } from './recorded.ts';

/**
 * Records the history of every driver on every branch anew: `npx tsx tests/replay/record.ts`. Only when the drivers are
 * meant to be incompatible with what runs; otherwise `patched` keeps the recordings replaying. With the names of scenes
 * (`npx tsx tests/replay/record.ts written`) records these alone and leaves the other recordings as they are.
 */

const servers = await Promise.all([
  process.env.TEST_DATABASE_URL ? null : testPostgres(),
  process.env.TEST_TEMPORAL_SERVER ? null : testTimeSkipping(),
  process.env.TEST_TEMPORAL_CLI ? null : testTemporal(),
]);
for (const server of servers) Object.assign(process.env, server?.env);

const keys = recordingKeys();
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
/** What the authority did itself is a paper act, also in a paper file. */
const PAPER = { paper: { number: '补〔2025〕1号', pages: 2, scan: 'scan-1', second: 'officer1' } };
const PAPER_FILE: ClerkTip = {
  ...TOLD,
  channel: 'letter',
  receivedAt: '2025-02-24T10:00:00+08:00',
  by: 'clerk',
  acts: [
    {
      proceeding: 'intake',
      act: 'register',
      by: 'clerk',
      occurredAt: '2025-02-24T15:00:00+08:00',
      form: { ...REGISTRATION, ...PAPER },
    },
  ],
};
/** What is waited for until it is let go. */
function held() {
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { gone, letGo };
}

/** Works in a house on a server of its own, whose time is ours. */
async function served(
  options: Omit<NonNullable<Parameters<typeof servedHouse>[1]>, 'keys'> & { longAfter?: number },
  work: (
    house: ServedHouse & { handle: (caseId: string, proceeding?: string) => WorkflowHandle },
    client: Client,
  ) => Promise<void>,
): Promise<void> {
  const { longAfter, ...rest } = options;
  const env = await temporalOfOurOwn(longAfter === undefined ? {} : { longAfter });
  const house = await servedHouse(env.address, { ...rest, keys });
  const handle = (caseId: string, proceeding?: string) =>
    env.client.workflow.getHandle(house.driver(caseId, proceeding));
  const worker = await house.work();
  await worker.ready;
  try {
    await work({ ...house, handle }, env.client);
  } finally {
    await worker.shutdown();
    await house.close();
    await env.teardown();
  }
}

/** Work for the whole house, over more people and cases than a house of tests has: what the ledger answers is given. */
async function houseWork(
  options: { longAfter?: number },
  calls: Partial<HouseCalls & DigestCalls>,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const env = await temporalOfOurOwn(options);
  const common = { connection: env.nativeConnection, activities: calls, dataConverter: dataConverter(keys) };
  const inside = await Worker.create({
    ...common,
    taskQueue: HOUSE,
    workflowBundle: await workflowBundle(join(tmpdir(), 'mingcha-test-workflows')),
  });
  const outside = await Worker.create({ ...common, taskQueue: outsideQueue(HOUSE) });
  try {
    await outside.runUntil(inside.runUntil(work(env.client)));
  } finally {
    await env.teardown();
  }
}
const HOUSE = 'house';

const eventsOf = async (handle: WorkflowHandle) => (await handle.fetchHistory()).events ?? [];
/** How often a driver has asked for something, or had it done. */
const times = async (handle: WorkflowHandle, activity: string) =>
  (await eventsOf(handle)).filter((e) => e.activityTaskScheduledEventAttributes?.activityType?.name === activity)
    .length;
/** Does something of which a driver is nudged, and waits until it has been told what there is to do now. */
async function heard(handle: WorkflowHandle, work: () => Promise<unknown>): Promise<void> {
  const before = await times(handle, 'todo');
  await work();
  await until(async () => {
    const events = await eventsOf(handle);
    const asked = events.filter((e) => e.activityTaskScheduledEventAttributes?.activityType?.name === 'todo');
    const last = asked.length > before ? String(asked.at(-1)?.eventId) : undefined;
    const at = events.findIndex((e) => String(e.activityTaskCompletedEventAttributes?.scheduledEventId) === last);
    if (at < 0 || !events.slice(at).some((e) => e.workflowTaskCompletedEventAttributes))
      throw new Error('not told yet');
  });
}
const over = (handle: WorkflowHandle) =>
  until(async () => {
    if ((await handle.describe()).status.name === 'RUNNING') throw new Error('not over yet');
  });

/** What the clerk proposes of an intake, decided by the head of the unit, by the clock of the machine. */
const intakeOf = ({ ledger, clock }: Pick<ServedHouse, 'ledger' | 'clock'>, caseId: string) => {
  const act = doing(ledger, caseId);
  return async (name: string, form: Record<string, unknown> = {}) => {
    await act('clerk', 'intake-1', `${name}:propose`, form);
    clock.set(instantOf(Date.now()));
    await act('unithead', 'intake-1', name);
  };
};
async function refusedAndTold(house: ServedHouse, caseId: string): Promise<void> {
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  await intakeOf(house, caseId)('refuse', { refusalGround: 'no-target-or-clue', refusalReasons: 'words' });
  await intakeOf(house, caseId)('notice-sent', { told: 'refused', noticeHow: 'page' });
}
async function acceptedAndTold(house: ServedHouse, caseId: string): Promise<void> {
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  await intakeOf(house, caseId)('accept');
  await intakeOf(house, caseId)('notice-sent', { told: 'accepted', noticeHow: 'page' });
}

/** So many people who have chosen one moment, a page at a time, but for those written to; it has come, the next one is far away. */
const digestsOf = (
  people: number,
  aPage: number,
  written = new Set<string>(),
): Pick<HouseCalls, 'nextDigest' | 'digestsAt'> => {
  const moment = '2025-03-03T14:00:00+08:00';
  const all = Array.from({ length: people }, (_, i) => `staff-${i}`);
  return {
    nextDigest: async (after) => ({ moment, wait: after === moment ? 86_400_000 : 0 }),
    digestsAt: async (_, from) => {
      const at = from === undefined ? 0 : all.indexOf(from) + 1;
      const staff = all.slice(at, at + aPage);
      return {
        staff: staff.filter((one) => !written.has(one)),
        from: staff.length < aPage ? null : (staff.at(-1) ?? null),
      };
    },
  };
};

const refuse = (responseCode: number) => {
  throw Object.assign(new Error('no'), { responseCode });
};

/** Scenes by name: each records what it is for. */
const SCENES: Record<string, () => Promise<void>> = {
  'whole-life': () =>
    inHouse({ keys }, async (house) => {
      const caseId = await wholeLife(house);
      const proceedings = ['intake-1', 'investigation-1', 'penalty-1', 'disclosure-1', 'listing-1'];
      await all(house, 'whole-life', caseId, [undefined, ...proceedings]);
    }),

  'police-silent': () =>
    inHouse({ keys }, async (house) => {
      const c = await toThePolice(house);
      await house.to('2025-03-17', c.caseId);
      await c.do('clerk', 'police-referral-1', 'receipt-signed', paper('2025-03-17'));
      await house.to('2025-06-30', c.caseId);
      await all(house, 'police-silent', c.caseId, [undefined, 'police-referral-1', 'investigation-1']);
    }),

  'given-up': () =>
    inHouse(
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
    ),

  'one-after-the-other': async () => {
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
        await c.do('credit', 'listing-1', 'basis-annulled:propose', paper('2025-07-07'));
        await c.do('depthead', 'listing-1', 'basis-annulled');
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
  },

  'back-again': () =>
    inHouse({ keys }, async (house) => {
      const c = await filed(house);
      const mails = house.mails.length;
      await c.do('officer1', 'intake-1', 'reply', { text: 'words' });
      await until(async () => {
        if (house.mails.length === mails) throw new Error('no mail yet');
      });
      await c.settle();
      await all(house, 'back-again', c.caseId, [undefined, 'intake-1']);
    }),

  'lost-and-found': () =>
    inHouse({ keys }, async (house) => {
      const { caseId } = await house.ledger.tell(TOLD);
      await house.env.sleep(20 * 86_400_000);
      await house.drivers.nudge(caseId, 'intake-1');
      await house.settle(caseId);
      await all(house, 'lost-and-found', caseId, [undefined, 'intake-1']);
    }),

  counted: () =>
    inHouse({ keys, now: '2026-12-15T10:00:00+08:00' }, async (house) => {
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
    }),

  written: () =>
    inHouse({ keys, now: '2025-03-03T10:00:00+08:00' }, async (house) => {
      await house.ledger.chooseDigest(house.person('unithead'), {
        times: ['14:00'],
        address: 'unithead@example.invalid',
      });
      await house.drivers.digest();
      const c = await house.tell(TOLD);
      const act = doing(house.ledger, c.caseId);
      await act('clerk', 'intake-1', 'register', REGISTRATION);
      await act('clerk', 'intake-1', 'accept:propose');
      await house.to('2025-03-03T14:20:00+08:00', c.caseId);
      await until(async () => {
        if (!house.mails.some((mail) => mail.to.includes('unithead@example.invalid'))) throw new Error('no mail yet');
      });
      await keep(house.env.client, 'written', house.ids.ofHouse('digesting'));
    }),

  /** A paper file that nobody checks for weeks, then a second person does. */
  'from-paper': () =>
    inHouse({ keys }, async (house) => {
      const { caseId } = await house.ledger.enter(PAPER_FILE);
      await house.settle(caseId);
      const former = await house.env.client.workflow.start('paperDriver', {
        workflowId: 'begun-under-a-former-name',
        taskQueue: house.queue,
        args: [{ case: caseId, proceeding: 'paper-1', caseDriver: house.ids.ofCase(caseId) }],
      });
      await until(async () => {
        const { type } = await house.env.client.workflow.getHandle(former.workflowId).describe();
        if (type !== 'paper') throw new Error('not renamed yet');
      });
      await keep(house.env.client, 'renamed', former.workflowId, former.firstExecutionRunId);
      await house.to('2025-04-10', caseId);
      const documents = [{ number: PAPER.paper.number, pages: PAPER.paper.pages }];
      await doing(house.ledger, caseId)('unithead', 'paper-1', 'confirm', { documents, seen: true });
      await house.settle(caseId);
      const driver = house.handle(caseId, 'paper-1');
      await until(async () => {
        if ((await driver.describe()).status.name !== 'COMPLETED') throw new Error('not over yet');
      });
      await all(house, 'checked', caseId, ['paper-1']);
    }),

  /** A ledger of the next release asks for an effect of a kind that this code does not know. */
  'of-the-next-release': () =>
    inHouse({ keys }, async (house) => {
      const { todo } = house.ledger;
      house.ledger.todo = async (...of) => {
        const answer = await todo(...of);
        for (const effect of answer.effects) if (effect.kind === 'letter') Object.assign(effect, { kind: 'fax' });
        return answer;
      };
      const c = await filed(house);
      await house.to('2025-03-13', c.caseId);
      await all(house, 'of-the-next-release', c.caseId, ['intake-1']);
    }),

  /** The driver of a proceeding is ended from outside: that of the case begins it again at the next nudge. */
  'ended-from-outside': () =>
    served({}, async (house, client) => {
      const { caseId } = await house.ledger.tell(TOLD);
      const [ofCase, intake] = [house.handle(caseId), house.handle(caseId, 'intake-1')];
      await until(() => intake.describe());
      await intake.terminate();
      const since = async (wanted: 'workflowTaskCompletedEventAttributes' | 'timerStartedEventAttributes') => {
        const events = await eventsOf(ofCase);
        const at = events.findIndex((e) => e.childWorkflowExecutionTerminatedEventAttributes);
        if (at < 0 || !events.slice(at).some((e) => e[wanted])) throw new Error('not there yet');
      };
      await until(() => since('workflowTaskCompletedEventAttributes'));
      await ofCase.signal('nudge');
      // Begun again, it waits again.
      await until(() => since('timerStartedEventAttributes'));
      await keep(client, 'ended-from-outside', ofCase.workflowId);
    }),

  /** A case is over. Its drivers are begun once more and nudged while the ledger answers. */
  'nudged-as-it-asked': () =>
    served({}, async (house, client) => {
      const { caseId } = await house.ledger.tell(TOLD);
      await refusedAndTold(house, caseId);
      for (const driver of [house.handle(caseId, 'intake-1'), house.handle(caseId)]) await over(driver);
      const { taskQueue } = await house.handle(caseId).describe();
      const answering = held();
      const { driversOf, todo } = house.ledger;
      const late =
        <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
        async (...given: A): Promise<R> => {
          const answer = await call(...given);
          await answering.gone;
          return answer;
        };
      house.ledger.driversOf = late(driversOf);
      house.ledger.todo = late(todo);
      const caseDriver = house.driver(caseId);
      const drivers = await Promise.all(
        [
          { type: 'tip', args: [{ case: caseId }] },
          { type: 'intake', args: [{ case: caseId, proceeding: 'intake-1', caseDriver }] },
        ].map(({ type, args }) =>
          client.workflow.start(type, { workflowId: `nudged-as-it-asked-${type}`, taskQueue, args }),
        ),
      );
      for (const driver of drivers) {
        await until(async () => {
          if (!(await eventsOf(driver)).some((e) => e.activityTaskScheduledEventAttributes))
            throw new Error('not asked yet');
        });
        await driver.signal('nudge');
        await until(async () => {
          const heard = (await eventsOf(driver)).filter((e) => e.workflowTaskCompletedEventAttributes);
          if (heard.length < 2) throw new Error('not heard yet');
        });
      }
      answering.letGo();
      for (const driver of drivers) {
        await over(driver);
        await keep(client, 'nudged-as-it-asked', driver.workflowId);
      }
    }),

  /** A mail is on its way while the history grows long: the driver goes on in a new run when it is settled. */
  'mail-in-hand': () => {
    const mail = held();
    return served({ longAfter: 30, onMail: () => mail.gone }, async (house, client) => {
      const { caseId } = await house.ledger.tell(TOLD);
      const intake = house.handle(caseId, 'intake-1');
      await until(() => intake.describe());
      await acceptedAndTold(house, caseId);
      await until(async () => {
        if ((await times(intake, 'notice')) === 0) throw new Error('not on its way yet');
      });
      const { runId } = await intake.describe();
      const run = client.workflow.getHandle(intake.workflowId, runId);
      for (let nudges = 0; nudges < 8; nudges++) await heard(run, () => run.signal('nudge'));
      mail.letGo();
      await over(run);
      await keep(client, 'mail-in-hand', run.workflowId, runId);
    });
  },

  /** A mail waits behind one that is on its way: what comes when the first is gone waits behind both. */
  'waits-its-turn': () => {
    const mails = [held(), held()];
    let come = 0;
    return served({ onMail: async () => mails[come++]?.gone }, async (house, client) => {
      const { caseId } = await house.ledger.tell(TOLD);
      const intake = house.handle(caseId, 'intake-1');
      await until(() => intake.describe());
      await acceptedAndTold(house, caseId);
      const act = doing(house.ledger, caseId);
      const onTheWay = (mail: number) =>
        until(async () => {
          if (come < mail) throw new Error('not on its way yet');
        });
      await onTheWay(1);
      await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
      await heard(intake, () => act('officer1', 'intake-1', 'reply', { text: 'words' }));
      mails[0]?.letGo();
      await onTheWay(2);
      await heard(intake, () => act('officer1', 'intake-1', 'reply', { text: 'more words' }));
      // What was given too early shows before another command only.
      await heard(intake, () => intake.signal('nudge'));
      mails[1]?.letGo();
      await over(intake);
      await keep(client, 'waits-its-turn', intake.workflowId);
    });
  },

  /** More pages than one, and a moment of digests that has come already; more people than may be written to at once. */
  'many-in-the-house': async () => {
    const pages = [
      { moved: 1, left: 2, from: 'case-1' },
      { moved: 0, left: 1, from: null },
      { moved: 1, left: 0, from: null },
    ];
    await houseWork(
      {},
      { countPage: async () => pages.shift() ?? { moved: 0, left: 0, from: null } },
      async (client) => {
        const counting = await client.workflow.start(COUNTING, { taskQueue: HOUSE, workflowId: COUNTING });
        await over(counting);
        await keep(client, 'several-pages', COUNTING);
      },
    );
    const first = held();
    const rest = held();
    await houseWork(
      {},
      {
        ...digestsOf(510, 200),
        digest: ({ staff }) => (staff === 'staff-0' ? first.gone : rest.gone),
      },
      async (client) => {
        const digesting = await client.workflow.start(DIGESTING, { taskQueue: HOUSE, workflowId: DIGESTING });
        const underWay = (mails: number) =>
          until(async () => {
            if ((await times(digesting, 'digest')) < mails) throw new Error('not under way yet');
          });
        await underWay(500);
        first.letGo();
        await underWay(501);
        await keep(client, 'five-hundred-under-way', DIGESTING);
        await digesting.terminate();
        rest.letGo();
      },
    );
  },

  /** A moment with more people than one history takes, one of whom is not written to in the first run. */
  'long-within': async () => {
    const written = new Set<string>();
    let mended = false;
    const digest = async ({ staff }: DigestRef) => {
      if (staff === 'staff-0' && !mended) throw new Error('450 try again later');
      written.add(staff);
    };
    await houseWork({ longAfter: 20 }, { ...digestsOf(12, 5, written), digest }, async (client) => {
      const digesting = await client.workflow.start(DIGESTING, { taskQueue: HOUSE, workflowId: DIGESTING });
      const { runId: first } = await digesting.describe();
      const second = await until(async () => {
        const { runId } = await digesting.describe();
        if (runId === first) throw new Error('not gone on yet');
        return runId;
      });
      await keep(client, 'long-within', DIGESTING, first);
      mended = true;
      const goneOn = client.workflow.getHandle(DIGESTING, second);
      await over(goneOn);
      await keep(client, 'goes-on-within', DIGESTING, second);
      await digesting.terminate();
    });
  },

  'continues-as-new': async () => {
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
  },

  // Begun late: proceedings without a driver and effects to several addressees are found at once.
  'begun-late': async () => {
    const own = await temporalOfOurOwn();
    const again = await servedHouse(own.address, { keys });
    const late = await again.ledger.tell(TOLD);
    await approvedForPolice(again.ledger, late.caseId, '2026-01-31');
    await doing(again.ledger, late.caseId)(
      'clerk',
      'police-referral-1',
      'receipt-signed',
      paper(again.clock.now().slice(0, 10)),
    );
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
  },

  // A proceeding that has ended and owes a letter: its driver begins late, and a nudge finds the mail marked as done by another while it
  // is still on its way.
  'owes-a-letter': async () => {
    const third = await temporalOfOurOwn();
    const mail = held();
    const owing = await servedHouse(third.address, { keys, driversWithin: 5_000, onMail: () => mail.gone });
    const told = await owing.ledger.tell(TOLD);
    await refusedAndTold(owing, told.caseId);
    const { effects: owed } = await owing.ledger.todo(told.caseId, 'intake-1');
    const labour = await owing.work();
    await labour.ready;
    const last = third.client.workflow.getHandle(owing.driver(told.caseId, 'intake-1'));
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
    mail.letGo();
    await over(last);
    await keep(third.client, 'owes-a-letter', last.workflowId);

    // A proceeding opens and its driver is to begin later, while a nudge wakes the driver of the case.
    for (;;) {
      const { caseId: opens } = await owing.ledger.tell(TOLD);
      const ofCase = third.client.workflow.getHandle(owing.driver(opens));
      await until(() => third.client.workflow.getHandle(owing.driver(opens, 'intake-1')).describe());
      await doing(owing.ledger, opens)('clerk', 'intake-1', 'register', REGISTRATION);
      await intakeOf(owing, opens)('accept');
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
      await over(ending);
      if ((await letsKnow()) < 2) continue;
      await keep(third.client, 'nudged-at-its-end', ending.workflowId);
      break;
    }
    await labour.shutdown();
    await owing.close();
    await third.teardown();
  },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(SCENES, name));
if (unknown.length > 0)
  throw new Error(`no such scene: ${unknown.join(', ')}; there are ${Object.keys(SCENES).join(', ')}`);
// Those under names of before stay as long as these are registered; what an effect of before did, as long as it has its way; a moment
// of digests that was in one run however long it was, as long as the code asks whether it goes on so (`patched`).
if (named.length === 0)
  for (const old of readdirSync(FOLDER))
    if (!/^[a-zA-Z]+Driver-|-(told-merged|long-before)\.json$/.test(old)) rmSync(join(FOLDER, old));
try {
  for (const [name, scene] of Object.entries(SCENES)) if (named.length === 0 || named.includes(name)) await scene();
} finally {
  await Promise.all(servers.map((server) => server?.stop()));
}
process.exit(0);
